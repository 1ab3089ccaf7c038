using System.Collections.Immutable;
using SomaBrain.Runbooks.Linting.Flow;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Linting;

/// <summary>What rules look at: a playbook, and what was found out of it once for all of them.</summary>
public sealed class LintSubject(ReadPlaybook read, StepCatalog catalog)
{
    private readonly Lazy<ImmutableArray<StepPlace>> _places = new(() => StepPlace.All(read.Playbook));
    private readonly Lazy<PlaybookFlow> _flow = new(() => PlaybookFlow.Of(read.Playbook));
    private readonly Lazy<UsedNames> _used = new(() => UsedNames.In(read.Names));

    public Playbook Playbook => read.Playbook;

    public StepNames Names => read.Names;

    public StepCatalog Catalog => catalog;

    /// <summary>The steps that stand in this file, in the order of the text.</summary>
    public ImmutableArray<StepPlace> Places => _places.Value;

    public PlaybookFlow Flow => _flow.Value;

    public UsedNames Used => _used.Value;
}
