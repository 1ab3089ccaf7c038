using System.Globalization;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>What happened when: a line and a bar for each step, the time between them, and long loops folded.</summary>
internal static class HtmlTimeline
{
    /// <summary>Items of one folded loop that are there to be opened; what went wrong always is.</summary>
    private const int MostFolded = 500;

    public static void Write(MarkupWriter page, RunReport report)
    {
        page.Open("section").Element("h2", "Timeline");
        page.Element("p", $"Times are UTC. Bars show when a step was at work{(report.Paused > TimeSpan.Zero ? "; the pauses of the run are cut out" : "")}.", ("class", "note"));
        var axis = new TimeAxis(report);
        page.Open("ol", ("class", "line"));
        foreach (var item in ReportTimeline.Of(report))
        {
            Item(page, item, axis);
        }

        page.Close().Close();
    }

    private static void Item(MarkupWriter page, TimelineItem item, TimeAxis axis)
    {
        switch (item)
        {
            case TimelineItem.Attempt { Step: var step }:
                Step(page, step, axis);
                break;
            case TimelineItem.Idle { Gap: var gap }:
                page.Element("li", $"{DurationText.Of(gap.Length)}: {ReportWords.Of(gap)}", ("class", "gap"));
                break;
            case TimelineItem.Beside { Moment: var moment }:
                page.Element("li", $"{ReportWords.Clock(moment.At)} {moment.Word}: {Glimpse.Of(moment.Text)}", ("class", "side"));
                break;
            case TimelineItem.Turns turns:
                Turns(page, turns, axis);
                break;
            default:
                break;
        }
    }

    private static void Turns(MarkupWriter page, TimelineItem.Turns turns, TimeAxis axis)
    {
        page.Open("li").Open("details", ("class", "turns"));
        page.Open("summary").Element("b", $"{turns.Loop} ").Text(ReportTimeline.Summary(turns)).Close();
        page.Open("ol", ("class", "line"));
        var hidden = 0;
        foreach (var (item, i) in turns.Items.Select((item, i) => (item, i)))
        {
            if (i < MostFolded || item is not TimelineItem.Attempt { Step.Status: "ok" })
            {
                Item(page, item, axis);
            }
            else
            {
                hidden++;
            }
        }

        if (hidden > 0)
        {
            page.Element("li", $"and {KeyResult.Count(hidden, "more step that ended", "more steps that ended")} well", ("class", "side"));
        }

        page.Close().Close().Close();
    }

    private static void Step(MarkupWriter page, ReportStep step, TimeAxis axis)
    {
        page.Open("li", ("class", $"step {HtmlReport.Tone(step)}{(step.IsContainer ? " inside" : "")}"), ("id", Id(step)));
        page.Element("span", ReportWords.Clock(step.Begin), ("class", "clock"));
        page.Open("span", ("class", "what"));
        Badge(page, step);
        page.Text(" ").Element("span", step.Key, ("class", "path"));
        if (step.Id is { } id)
        {
            page.Element("b", id);
        }

        page.Text(Glimpse.Of(step.Label));
        if (ReportParts.Notes(step) is { Length: > 0 } notes)
        {
            page.Element("small", notes);
        }

        page.Close();
        if (step.Status == ReportStep.Skipped)
        {
            page.Element("span", "", ("class", "none"));
        }
        else
        {
            var (left, width) = axis.Of(step);
            page.Open("span", ("class", "track")).Element("i", "", ("style", $"left:{left};width:{width}")).Close();
        }

        page.Element("span", step.Duration is { } took ? DurationText.Of(took) : "", ("class", "took")).Close();
    }

    public static void Badge(MarkupWriter page, ReportStep step) =>
        page.Element("span", $"{HtmlReport.Sign(step)} {step.Status}", ("class", $"word {HtmlReport.Tone(step)}t"));

    public static string Id(ReportStep step) => string.Create(CultureInfo.InvariantCulture, $"l{step.Line}");
}
