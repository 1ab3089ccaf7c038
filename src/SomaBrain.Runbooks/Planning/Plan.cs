using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Planning;

/// <summary>What a playbook would do, as data. Views render it; nothing in it was changed by making it.</summary>
/// <param name="Parameters">Name and value as text; a secret as its source.</param>
/// <param name="Targets">Name and where it leads to.</param>
/// <param name="ExitCode">How the run would end, as far as a dry run can tell.</param>
public sealed record Plan(
    Playbook Playbook,
    ImmutableArray<KeyValuePair<string, string>> Parameters,
    ImmutableArray<KeyValuePair<string, string>> Targets,
    ImmutableArray<PlannedStep> Steps,
    int ExitCode)
{
    /// <summary>The playbook's outputs as far as they are known; null where it has none or would not come to its end.</summary>
    public Value.Row? Outputs { get; init; }

    /// <summary>The step that decides how the run would end; null when none does.</summary>
    public PlannedStep? Decisive { get; init; }

    /// <summary>The run would go on after that step.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The locks that the run takes, before its first change.</summary>
    public IReadOnlyList<PlannedLock> Locks { get; init; } = [];

    /// <summary>Targets of steps that were simulated and that gave no answer: nothing was checked against them.</summary>
    public ImmutableArray<string> Unanswered { get; init; } = [];

    /// <summary>What is wrong that no step has: an output that cannot be computed.</summary>
    public ImmutableArray<Diagnostics.Diagnostic> Problems { get; init; } = [];

    /// <summary>Steps that would run; a skipped one has no grade.</summary>
    public int Graded => Steps.Count(step => step.Grade is not null);

    public int Simulated => Steps.Count(step => step.Simulated);

    /// <summary>Reads call code of the database, of which nobody sees what it does elsewhere.</summary>
    public bool RunsForeignCode => Steps.Any(step => step.Description is { RunsForeignCode: true });

    public bool ChangesAnything => Steps.Any(step => step.MayChange);
}
