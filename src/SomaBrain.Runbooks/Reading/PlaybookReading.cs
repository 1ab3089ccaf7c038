using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What reading one playbook shares: the kinds, the diagnostics, the names, the playbook's own defaults.</summary>
public sealed class PlaybookReading(StepCatalog catalog, DiagnosticBag problems)
{
    public StepCatalog Catalog => catalog;

    public DiagnosticBag Problems => problems;

    public StepNames Names { get; } = new(problems);

    public Defaults Defaults { get; set; } = Defaults.None;

    public Effect? Cap { get; set; }

    public IReadOnlyList<TargetDeclaration> Targets { get; set; } = [];
}
