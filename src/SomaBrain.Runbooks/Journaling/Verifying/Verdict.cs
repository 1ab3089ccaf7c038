namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>What a verifier found. Closed: read it by `switch`.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>What the whole lines add up to; what an anchor is compared with.</summary>
    public abstract JournalHead Head { get; init; }

    /// <summary>As `runbook verify` ends: `execution.md` §3.</summary>
    public abstract int ExitCode { get; }

    /// <summary>Every line is as it was written, and the last one closes the run.</summary>
    public sealed record Ok(JournalHead Head) : Verdict
    {
        /// <summary>The first line after `run-closed` that does not tell of an anchor which was given its head, where no head that was kept
        /// covers it: anybody may have written it. Null when there is none.</summary>
        public long? Beyond { get; init; }

        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 0;
    }

    /// <summary>Every line is good, but the run is not closed: it goes on, is paused, crashed, or the end was cut off.</summary>
    public sealed record Incomplete(JournalHead Head) : Verdict
    {
        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 30;
    }

    /// <summary>After the last good line stand bytes that are no line: a crash in the middle of a write.</summary>
    /// <param name="Bytes">How many.</param>
    public sealed record Torn(JournalHead Head, long Bytes) : Verdict
    {
        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 31;
    }

    /// <summary>A line is not as it was written.</summary>
    /// <param name="Line">The first bad one, from 1.</param>
    /// <param name="Why">Lower case, no period.</param>
    public sealed record Tampered(JournalHead Head, long Line, string Why) : Verdict
    {
        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 32;
    }

    /// <summary>The journal is good by itself, but an anchor that should know it does not.</summary>
    /// <param name="Why">Lower case, no period.</param>
    public sealed record Unproven(JournalHead Head, string Why) : Verdict
    {
        /// <summary>Whoever misses it was never given it, or can be given it again.</summary>
        public bool CanBeGiven { get; init; }

        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 33;
    }

    /// <summary>A later program wrote it; this one cannot tell. Not tampering.</summary>
    public sealed record NeedsNewer(JournalHead Head, long Line, int Version) : Verdict
    {
        public override JournalHead Head { get; init; } = Head;

        public override int ExitCode => 33;
    }
}
