using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

public abstract partial record JournalEvent
{
    /// <summary>A step is about to act; on disk before it does, unless its effect is `read`.</summary>
    /// <param name="StepKind">`sql`, `shell`, …</param>
    /// <param name="Effect">`read`, `write` or `destroy`.</param>
    /// <param name="Attempt">From 1; a retry counts on.</param>
    /// <param name="Rendered">What is sent or started; null when the kind has nothing to render.</param>
    public sealed record StepIntent(
        string Step,
        string? Id,
        string StepKind,
        string Effect,
        string? Target,
        int Attempt,
        string? Title,
        Rendered? Rendered) : JournalEvent
    {
        public override string Kind => "step-intent";

        /// <summary>Of a turn of `for_each`: a fingerprint of its element.</summary>
        public string? Item { get; init; }
    }

    /// <summary>A write transaction has its number; what a resumed run needs to learn how it ended.</summary>
    /// <param name="Xid">`pg_current_xact_id()`: 64 bits, so text.</param>
    /// <param name="Pid">The backend's process id.</param>
    /// <param name="System">System identifier: 64 bits, so text.</param>
    /// <param name="StatsReset">`pg_stat_bgwriter.stats_reset`: an immediate restart changes it.</param>
    public sealed record TransactionBegun(
        string Step, int Attempt, string Xid, int Pid, DateTimeOffset BackendStart, string System, long Timeline, DateTimeOffset? StatsReset)
        : JournalEvent
    {
        public override string Kind => "transaction-begun";
    }

    /// <summary>All statements of a write transaction are executed and its contracts hold; COMMIT is sent next.</summary>
    /// <param name="Result">The members that a resumed run needs where nobody came to write the outcome: those of the step but its rows.
    /// Null when they are not to be kept.</param>
    public sealed record CommitSent(string Step, int Attempt, Value? Result) : JournalEvent
    {
        public override string Kind => "commit-sent";
    }

    /// <summary>A command runs; what a resumed run needs to learn whether it still does.</summary>
    /// <param name="Pid">Of the command itself, which leads a session of its own.</param>
    /// <param name="Started">Clock ticks since the boot, as `/proc/PID/stat` has them: numbers are reused, number and start are not.</param>
    /// <param name="Boot">`/proc/sys/kernel/random/boot_id`; empty where the system has none.</param>
    public sealed record ProcessStarted(string Step, int Attempt, int Pid, long Started, string Boot) : JournalEvent
    {
        public override string Kind => "process-started";
    }

    /// <summary>What a child wrote or a server said, masked.</summary>
    /// <param name="Stream">`stdout`, `stderr`, `notices`.</param>
    /// <param name="Sha256">Over the kept bytes, in hex.</param>
    /// <param name="Bytes">Kept bytes.</param>
    /// <param name="Truncated">More came than was kept.</param>
    /// <param name="Head">Its beginning as text; all of it when <paramref name="File"/> is null.</param>
    /// <param name="Tail">Its end, where head is not all.</param>
    /// <param name="File">Where all of it is, relative to the run's directory: `outputs/…`.</param>
    public sealed record StepOutput(
        string Step, int Attempt, string Stream, string Sha256, long Bytes, bool Truncated, string Head, string? Tail = null, string? File = null)
        : JournalEvent
    {
        public override string Kind => "step-output";
    }

    /// <summary>How an attempt ended.</summary>
    /// <param name="Duration">Kept to the microsecond.</param>
    /// <param name="Result">The step's members (`rows`, `affected`, `stdout`); null when it has none, or when they are in
    /// <see cref="ResultFile"/> or not to be kept.</param>
    /// <param name="Failure">Why, when the status is not ok.</param>
    public sealed record StepOutcome(
        string Step, int Attempt, StepStatus Status, TimeSpan Duration, Value? Result, Changed Changed, Failure? Failure = null) : JournalEvent
    {
        public override string Kind => "step-outcome";

        /// <summary>Where a large result is.</summary>
        public StoredOutput? ResultFile { get; init; }

        /// <summary>What a `metric` measured.</summary>
        public MetricReading? Metric { get; init; }

        /// <summary>Of a read whose result is not kept: a fingerprint of it.</summary>
        public string? Mark { get; init; }
    }

    /// <summary>What would revert the step, fixed by what it did. Nothing of it has been run.</summary>
    public sealed record UndoRemembered(string Step, int Attempt, ImmutableArray<KeptStep> Steps) : JournalEvent
    {
        public override string Kind => "undo-remembered";

        public bool Equals(UndoRemembered? other) => other is not null && base.Equals(other) && Step == other.Step && Attempt == other.Attempt && Steps.SequenceEqual(other.Steps);

        public override int GetHashCode() => Step.GetHashCode(StringComparison.Ordinal);
    }

    /// <param name="Reason">Lower case, no period: "`when` is false".</param>
    public sealed record StepSkipped(string Step, string? Id, string StepKind, string? Title, string Reason) : JournalEvent
    {
        public override string Kind => "step-skipped";
    }

    /// <summary>Nobody knows whether the step took effect.</summary>
    public sealed record StepInDoubt(string Step, int Attempt, string Reason) : JournalEvent
    {
        public override string Kind => "step-in-doubt";
    }

    /// <param name="By">A person, or what proved it: `done_when`, `pg_xact_status`.</param>
    public sealed record StepResolved(string Step, int Attempt, Resolution Resolution, string By, string Reason) : JournalEvent
    {
        public override string Kind => "step-resolved";
    }

    /// <param name="Arm">`1`, `2`, …, `else`; null when no arm was taken.</param>
    public sealed record BranchTaken(string Step, string? Arm) : JournalEvent
    {
        public override string Kind => "branch-taken";
    }

    /// <summary>A person answered a `confirm` or an `ask`; an input of replay.</summary>
    /// <param name="Answer">A boolean of a `confirm`, the value of an `ask`.</param>
    public sealed record ConfirmAnswered(string Step, string Question, Value Answer, string By, AnswerMeans How) : JournalEvent
    {
        public override string Kind => "confirm-answered";
    }

    /// <summary>The run waits for people.</summary>
    /// <param name="Approvals">How many besides the operator; 0 when the operator's own answer is missing.</param>
    public sealed record ApprovalRequested(string Step, string Question, int Approvals, DateTimeOffset? Expires = null) : JournalEvent
    {
        public override string Kind => "approval-requested";
    }
}
