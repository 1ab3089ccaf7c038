using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Planning;

/// <summary>What a dry run found out about one step.</summary>
/// <param name="Key">The step's path, loop turns included.</param>
/// <param name="Depth">0 for the playbook's own steps; one more inside each arm.</param>
/// <param name="Title">Rendered; null without one.</param>
/// <param name="Grade">How it was simulated; null when it is skipped.</param>
/// <param name="Reason">Why the grade is no better, or why it is skipped.</param>
/// <param name="Condition">Said of a step that may not run at all: `when` or an arm whose condition is unknown yet.</param>
/// <param name="Result">The key result of an executed step, in one line.</param>
/// <param name="Problem">What an executed step found wrong; the run would end here unless it is a warning.</param>
public sealed record PlannedStep(
    string Key,
    int Depth,
    StepHeader Header,
    string? Title,
    Effect Effect,
    Grade? Grade,
    string? Reason,
    string? Condition,
    Description? Description,
    string? Result,
    Diagnostic? Problem)
{
    /// <summary>What a read step returned; outside of what the plan promises, as it may be another tomorrow.</summary>
    public Value.Row? Observed { get; init; }

    /// <summary>What will tell the values that are not known yet: `step batch`. In order, each once.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>What else an operator should know of the step beforehand: whether it can be undone, where its result goes.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The target that it works on; null for a kind that works on none.</summary>
    public string? On { get; init; }

    /// <summary>Another database there than the target's own; null: that one.</summary>
    public string? Database { get; init; }

    /// <summary>How often it runs: `up to 1000 times until …`; null for once.</summary>
    public string? Loop { get; init; }

    /// <summary>What it was told beside what it sends, where that is not what every step does: `affected`, `retry`, `timeout`.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Terms { get; init; } = [];

    /// <summary>Why it would fail as things are now, and no earlier step is likely to mend that; null where nothing says so.</summary>
    public string? WouldFail { get; init; }

    /// <summary>The run would end before it, or the dry run was stopped before it.</summary>
    public bool NotReached { get; init; }

    /// <summary>The steps that would revert it: remembered when it succeeds, and no part of the run unless it fails.</summary>
    public ImmutableArray<PlannedStep> Undo { get; init; } = [];

    /// <summary>It is one of those.</summary>
    public bool Reverts { get; init; }

    /// <summary>Shown in the plan as what may change the world.</summary>
    public bool MayChange => Grade is not null && Effect != Effect.Read;

    public bool Simulated => Grade is Steps.Grade.Executed or Steps.Grade.Checked;
}
