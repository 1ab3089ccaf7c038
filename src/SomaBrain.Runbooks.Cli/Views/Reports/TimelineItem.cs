using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.Reporting;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>One thing of a report's timeline. Closed: read it by `switch`.</summary>
internal abstract record TimelineItem(long Line)
{
    private TimelineItem()
        : this(0)
    {
    }

    public sealed record Attempt(ReportStep Step) : TimelineItem(Step.Line);

    public sealed record Beside(ReportMoment Moment) : TimelineItem(Moment.Line);

    public sealed record Idle(ReportGap Gap) : TimelineItem(Gap.Line);

    /// <summary>Many turns of a loop, folded.</summary>
    /// <param name="Loop">The path of the step that is repeated.</param>
    public sealed record Turns(string Loop, ImmutableArray<TimelineItem> Items) : TimelineItem(Items[0].Line);
}
