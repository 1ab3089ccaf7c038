using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>One attempt of a step, or that it was skipped.</summary>
/// <param name="Line">The line of the journal that begins it.</param>
/// <param name="Key">Its path, turns included: `4[2].1`.</param>
/// <param name="Effect">`read`, `write` or `destroy`; null of a skipped step.</param>
public sealed record ReportStep(long Line, string Key, string? Id, string Kind, string? Effect, string? Target, int Attempt, string? Title)
{
    /// <summary>A word of the journal for an outcome, or `skipped`, `in doubt`, `paused`, `open` when no outcome is recorded.</summary>
    public string Status { get; init; } = Open;

    public const string Open = "open";
    public const string InDoubt = "in doubt";
    public const string Skipped = "skipped";
    public const string Waiting = "paused";

    public DateTimeOffset Begin { get; init; }

    public DateTimeOffset End { get; init; }

    /// <summary>Null while there is no outcome.</summary>
    public TimeSpan? Duration { get; init; }

    public Changed Changed { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Why it was skipped, or is in doubt.</summary>
    public string? Reason { get; init; }

    public ReportText? Sent { get; init; }

    /// <summary>The one thing of its result to look at first.</summary>
    public string? Result { get; init; }

    public long? Affected { get; init; }

    public MetricReading? Metric { get; init; }

    /// <summary>Of a step with steps inside: the arms that were taken.</summary>
    public ImmutableArray<string> Arms { get; init; } = [];

    public ImmutableArray<ReportEvidence> Evidence { get; init; } = [];

    /// <summary>What would revert it.</summary>
    public ImmutableArray<KeptStep> Undo { get; init; } = [];

    public ImmutableArray<JournalEvent.StepResolved> Resolutions { get; init; } = [];

    /// <summary>Number of its transaction, to be found in the server's log.</summary>
    public string? Xid { get; init; }

    /// <summary>The same step was tried again later.</summary>
    public bool IsRetried { get; init; }

    /// <summary>It failed inside a step that ended well: a `rescue` took care of it.</summary>
    public bool IsRescued { get; init; }

    /// <summary>Other steps stand inside it, and do its work.</summary>
    public bool IsContainer => !Arms.IsEmpty || (Kind is "block" or "call" or "branch" && Sent is null);

    /// <summary>Nobody knows whether it took effect, and nobody settled that.</summary>
    public bool IsInDoubt => IsUncertain && !IsRetried && Resolutions.IsEmpty;

    public bool MayHaveChanged => !IsContainer && (Changed != Changed.None || (IsUncertain && Resolutions.IsEmpty));

    private bool IsUncertain => !IsContainer && Effect is not (null or "read") && (Status is InDoubt or Open);

    /// <summary>Path and id: `4[2].1 batch`.</summary>
    public string Name => Id is null ? Key : $"{Key} {Id}";

    /// <summary>Its title, else the name of its metric, else the first line of what it sends or asks, else its kind.</summary>
    public string Label => Title ?? Metric?.Name ?? (Sent?.Text is { Length: > 0 } text ? text.TrimStart().Split('\n', 2)[0] : Kind);
}
