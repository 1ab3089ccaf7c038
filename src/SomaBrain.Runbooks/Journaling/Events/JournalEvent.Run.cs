using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Events;

public abstract partial record JournalEvent
{
    /// <summary>The first line of every journal.</summary>
    /// <param name="Run">The run id, as the directory is named.</param>
    /// <param name="Operator">As claimed: `--as`, `$RUNBOOK_OPERATOR` or the login of the operating system.</param>
    /// <param name="Engine">Version of this program.</param>
    public sealed record RunOpened(
        string Run,
        PlaybookFile Playbook,
        string Operator,
        string Host,
        int Pid,
        string Engine,
        ImmutableArray<RunParameter> Parameters,
        ImmutableArray<RunTarget> Targets) : JournalEvent
    {
        public override string Kind => "run-opened";

        /// <summary>Where the run began: relative paths count from there, also when it goes on. Null in a journal from before it was kept.</summary>
        public string? Directory { get; init; }

        /// <summary>Playbooks that this one calls.</summary>
        public ImmutableArray<PlaybookFile> Callees { get; init; } = [];

        /// <summary>The locks that the run takes before its first effect, its own first; empty for one that only reads.</summary>
        public ImmutableArray<string> Locks { get; init; } = [];

        /// <summary>Of a run of `runbook undo`: what it undoes.</summary>
        public UndoneRun? Undoes { get; init; }

        /// <summary>Where heads of this journal are to be found: `file:PATH`, `server:NAME`. A verifier expects them there.</summary>
        public ImmutableArray<string> Anchors { get; init; } = [];

        /// <summary>Whether a seal is expected beside the closed journal.</summary>
        public bool Sealed { get; init; }
    }

    /// <summary>What the run may do, known before it starts.</summary>
    /// <param name="MayChange">Steps that are not `read`.</param>
    /// <param name="Digest">SHA-256 of the plan in hex, where there is one.</param>
    public sealed record Planned(ImmutableArray<PlannedStep> MayChange, int Reads, int Writes, int Destroys, string? Digest = null) : JournalEvent
    {
        public override string Kind => "planned";
    }

    /// <summary>A target answered for the first time: its fingerprint. A later connection must find the same.</summary>
    /// <param name="System">System identifier: 64 bits, so text.</param>
    /// <param name="Backend">The session's process id on the server, to be found in the server's log.</param>
    public sealed record TargetConnected(
        string Target, string Database, string User, string System, long Timeline, int Version, bool Standby, int Backend) : JournalEvent
    {
        public override string Kind => "target-connected";

        /// <summary>Which of the target's servers it is, as a person names it: `db.example.com:5432`; null in a journal from before it was kept.</summary>
        public string? Address { get; init; }
    }

    /// <param name="Name">What the lock is called.</param>
    /// <param name="Local">A lock file of this machine only, because the target did not answer.</param>
    public sealed record LockTaken(string Target, string Name, bool Local = false) : JournalEvent
    {
        public override string Kind => "lock-taken";

        /// <summary>Whose stale lock it was: run, operator, host and server process; null when it was free.</summary>
        public string? TookOver { get; init; }
    }

    /// <summary>A var was used for the first time, and has this value from now on.</summary>
    /// <param name="Value">Null when it is in <see cref="ValueFile"/>.</param>
    /// <param name="Step">The call whose playbook it belongs to; null for the run's own.</param>
    public sealed record VarComputed(string Name, Value? Value, string? Step = null) : JournalEvent
    {
        public override string Kind => "var-computed";

        /// <summary>Where a large value is.</summary>
        public StoredOutput? ValueFile { get; init; }
    }

    /// <param name="Step">Where it waits; null when a signal ended it between two steps.</param>
    /// <param name="Reason">Lower case, no period: "waits for an answer".</param>
    public sealed record RunPaused(string? Step, string Reason) : JournalEvent
    {
        /// <summary>The reason of a run that waits until somebody knows whether a step took effect.</summary>
        public const string ForDoubt = "a step is in doubt";

        public override string Kind => "run-paused";
    }

    public sealed record RunResumed(string By, string Host, int Pid, string Engine) : JournalEvent
    {
        public override string Kind => "run-resumed";

        /// <summary>Who had the run before, where that is somebody else.</summary>
        public string? TakenOverFrom { get; init; }
    }

    /// <summary>From here on the run follows a playbook that is not the one it began with.</summary>
    /// <param name="Playbook">As it is now.</param>
    /// <param name="By">Who accepted it.</param>
    /// <param name="Reason">In that person's words.</param>
    public sealed record PlaybookAccepted(PlaybookFile Playbook, string By, string Reason) : JournalEvent
    {
        public override string Kind => "playbook-accepted";

        /// <summary>Playbooks that it calls.</summary>
        public ImmutableArray<PlaybookFile> Callees { get; init; } = [];
    }

    /// <summary>The head was given to an anchor, or could not be.</summary>
    /// <param name="Head">SHA-256 in hex of the line numbered <paramref name="Events"/>.</param>
    /// <param name="Where">The anchor: `file:PATH`, `server:NAME`.</param>
    public sealed record Checkpoint(string Head, long Events, string Where) : JournalEvent
    {
        public override string Kind => "checkpoint";

        /// <summary>Why the anchor did not take it; null when it did.</summary>
        public string? Failure { get; init; }
    }

    /// <summary>A torn last line was put aside.</summary>
    /// <param name="File">Name beside the journal.</param>
    public sealed record Recovered(long Bytes, string Sha256, string File) : JournalEvent
    {
        public override string Kind => "recovered";
    }

    /// <summary>The end. Without it a journal is incomplete.</summary>
    /// <param name="ExitCode">As the program ended.</param>
    /// <param name="Changed">Whether anything changed by the whole run.</param>
    /// <param name="Events">Number of lines of the journal, this one included.</param>
    public sealed record RunClosed(RunStatus Status, int ExitCode, Changed Changed, long Events, Failure? Failure = null) : JournalEvent
    {
        public override string Kind => "run-closed";

        /// <summary>What the playbook's `outputs` came to; null when it has none, or did not come to its end.</summary>
        public Value? Outputs { get; init; }

        /// <summary>Where large outputs are.</summary>
        public StoredOutput? OutputsFile { get; init; }
    }
}
