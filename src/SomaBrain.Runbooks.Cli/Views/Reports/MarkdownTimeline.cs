using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Views.Progress;
using static SomaBrain.Runbooks.Cli.Views.Reports.MarkdownReport;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>What happened when, as a table; of a long loop its sum, and what did not end well.</summary>
internal static class MarkdownTimeline
{
    private const int MostSkipped = 200;

    public static void Write(StringBuilder text, RunReport report)
    {
        text.Append("\n## Timeline\n\nTimes are UTC.\n\n");
        Table(text, ["time", "step", "status", "took", "what"], ReportTimeline.Of(report).SelectMany(Rows));
    }

    public static void Skipped(StringBuilder text, RunReport report)
    {
        var skipped = report.Skipped().ToList();
        if (skipped.Count == 0)
        {
            return;
        }

        text.Append("\n## Skipped\n\n");
        Table(text, ["step", "what", "why"], skipped.Take(MostSkipped).Select(step => new[] { Inline(step.Name), Inline(step.Label), Inline(step.Reason ?? "") }));
        text.Append(skipped.Count > MostSkipped ? $"\nand {(skipped.Count - MostSkipped).ToString("N0", CultureInfo.InvariantCulture)} more\n" : "");
    }

    private static IEnumerable<string[]> Rows(TimelineItem item) => item switch
    {
        TimelineItem.Attempt { Step: var step } => [Row(step)],
        TimelineItem.Idle { Gap: var gap } => [["", "", "", DurationText.Of(gap.Length), $"_{ReportWords.Of(gap)}_"]],
        TimelineItem.Beside { Moment: var moment } => [[ReportWords.Clock(moment.At), "", Inline(moment.Word), "", Inline(moment.Text)]],
        TimelineItem.Turns turns =>
        [
            ["", Inline(turns.Loop), "", "", Inline(ReportTimeline.Summary(turns))],
            .. turns.Items.OfType<TimelineItem.Attempt>().Where(attempt => attempt.Step.Status is not ("ok" or ReportStep.Skipped)).Take(MostSkipped).Select(attempt => Row(attempt.Step)),
        ],
        _ => [],
    };

    private static string[] Row(ReportStep step) =>
    [
        ReportWords.Clock(step.Begin),
        Inline(step.Name),
        step.Status is "ok" or "already-done" or ReportStep.Skipped ? Inline(step.Status) : $"**{Inline(step.Status)}**",
        step.Duration is { } took ? DurationText.Of(took) : "",
        string.Join("<br>", new[] { Inline(step.Label), Inline(ReportParts.Notes(step)) }.Where(part => part.Length > 0)),
    ];
}
