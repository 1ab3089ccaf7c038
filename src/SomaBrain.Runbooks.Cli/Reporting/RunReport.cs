using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>What a run did, for people who were not there: all that its journal tells, read once, in the order of its lines.</summary>
/// <param name="Ended">When the last line was written.</param>
/// <param name="Status">`done`, `failed`, …; `paused`, `running`, or `unfinished`.</param>
/// <param name="Closed">Null while the run is not over.</param>
public sealed record RunReport(JournalEvent.RunOpened Opened, DateTimeOffset Started, DateTimeOffset Ended, string Status, JournalEvent.RunClosed? Closed)
{
    public JournalEvent.Planned? Plan { get; init; }

    /// <summary>Each server, as it was when it first answered.</summary>
    public ImmutableArray<JournalEvent.TargetConnected> Servers { get; init; } = [];

    /// <summary>Every attempt of every step, also those that were skipped.</summary>
    public ImmutableArray<ReportStep> Steps { get; init; } = [];

    /// <summary>What happened beside the steps.</summary>
    public ImmutableArray<ReportMoment> Moments { get; init; } = [];

    public ImmutableArray<ReportAnswer> Answers { get; init; } = [];

    /// <summary>Where time went in which no step was at work.</summary>
    public ImmutableArray<ReportGap> Gaps { get; init; } = [];

    /// <summary>Runs that undid something of this one.</summary>
    public ImmutableArray<string> UndoneBy { get; init; } = [];

    public ReportIntegrity Integrity { get; init; } = ReportIntegrity.Unchecked;

    /// <summary>Lines that could not be read.</summary>
    public int Unreadable { get; init; }

    public TimeSpan Duration => Ended > Started ? Ended - Started : TimeSpan.Zero;

    /// <summary>Time in which no process was at work on the run.</summary>
    public TimeSpan Paused => Gaps.Where(gap => gap.IsPause).Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap.Length);

    /// <summary>As the end of the run says it; of a run that is not over, what its steps say.</summary>
    public Changed Changed => Closed?.Changed
        ?? (Steps.Any(step => step.Changed == Changed.Yes) ? Changed.Yes : Steps.Any(step => step.MayHaveChanged) ? Changed.Unknown : Changed.None);
}
