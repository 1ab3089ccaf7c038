using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>How a run ended.</summary>
/// <param name="Changed">By the whole run.</param>
/// <param name="Changes">Names of the steps that changed something, in order.</param>
/// <param name="Step">Name of the step that decided the end; null when the run is done.</param>
/// <param name="Question">What a paused run waits for.</param>
public sealed record RunEnd(
    int ExitCode,
    RunStatus Status,
    Changed Changed,
    ImmutableArray<string> Changes,
    ImmutableArray<Diagnostic> Problems,
    string? Step,
    string? Question)
{
    /// <summary>What `--answer` takes; null when it takes nothing here.</summary>
    public string? Answer { get; init; }

    /// <summary>Steps that failed, and nobody knows what they changed before that.</summary>
    public ImmutableArray<string> Unsure { get; init; } = [];

    /// <summary>Steps for the end that were cancelled with the run, or not begun: `finally`, `3.always`.</summary>
    public ImmutableArray<string> NotRun { get; init; } = [];

    /// <summary>Name of the last step before the operator stopped the run between two steps; null: there was none, or it was stopped within one.</summary>
    public string? StoppedBehind { get; init; }

    /// <summary>Name of a step of `always` or `finally` that failed after the operator had stopped the run.</summary>
    public string? FailedCleaning { get; init; }

    /// <summary>Steps for the end that did not run, as one before them failed.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>Of a run that came to its end; null where the playbook has none.</summary>
    public Value.Row? Outputs { get; init; }

    /// <summary>What of its changes is left, after a failure that was undone at once; null: nothing was undone.</summary>
    public ImmutableArray<string>? Undoing { get; init; }

    /// <summary>How many steps `runbook undo` would run now.</summary>
    public int Undoable { get; init; }

    /// <summary>Its terminal was closed, and it waits between two steps.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Another step than those of <see cref="Changes"/> and the one in doubt may have changed something.</summary>
    public bool MayHaveChanged { get; init; }

    /// <summary>What the step that decided the end failed with.</summary>
    public Diagnostic? Why { get; init; }

    /// <summary>Of the step in doubt: why.</summary>
    public Diagnostic? Doubt { get; init; }

    /// <summary>The run went on after the step that decided its end.</summary>
    public bool WentOn { get; init; }

    public bool Paused => (Question is not null || IsLeft) && ExitCode == Execution.ExitCode.Paused;
}
