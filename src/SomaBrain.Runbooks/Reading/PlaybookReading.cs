using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What reading one playbook shares: the kinds, the diagnostics, the names, the playbook's own defaults.</summary>
public sealed class PlaybookReading(StepCatalog catalog, DiagnosticBag problems)
{
    /// <summary>Five for each step of a very long playbook. Parsing each takes ten microseconds.</summary>
    public const int MostStatements = 5_000;

    private int _statements;

    public StepCatalog Catalog => catalog;

    public DiagnosticBag Problems => problems;

    public StepNames Names { get; } = new(problems);

    public Defaults Defaults { get; set; } = Defaults.None;

    public Effect? Cap { get; set; }

    /// <summary>A step that was read changes what is a standby.</summary>
    public bool MayBePromoted { get; set; }

    public IReadOnlyList<TargetDeclaration> Targets { get; set; } = [];

    public ImmutableArray<Parameter> Parameters { get; set; } = [];

    /// <summary>The playbooks that call each other down to this one.</summary>
    public required CallChain Calls { get; init; }

    /// <summary>Of a playbook that is called: the path of the call with a dot, `4.`.</summary>
    public string Within { get; init; } = "";

    /// <summary>Of a playbook that is called: what the run calls its targets; of the first one null.</summary>
    public Func<IReadOnlyList<TargetDeclaration>, IReadOnlyDictionary<string, string>>? Bind { get; init; }

    public IReadOnlyDictionary<string, string>? BoundTargets { get; set; }

    /// <summary>Whether there may be so many statements more; says it once when there may not.</summary>
    public bool HasRoom(int statements, SourceSpan at)
    {
        var had = _statements;
        _statements += statements;
        if (had <= MostStatements && _statements > MostStatements)
        {
            Problems.Add(Diagnostics.Problems.TooMuchSql(at, $"there are more than {MostStatements} statements"));
        }

        return _statements <= MostStatements;
    }

    /// <summary>What the run calls a target of this playbook.</summary>
    public string Bound(string target) => BoundTargets?.GetValueOrDefault(target, target) ?? target;
}
