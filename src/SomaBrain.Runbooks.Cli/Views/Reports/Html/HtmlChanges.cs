using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>What went wrong, and what changed.</summary>
internal static class HtmlChanges
{
    public static void Wrong(MarkupWriter page, RunReport report)
    {
        var failed = report.Failed();
        if (failed.Count == 0 && report.Unstepped() is null)
        {
            return;
        }

        page.Open("section").Element("h2", "What went wrong");
        foreach (var step in failed)
        {
            page.Open("div", ("class", $"card {HtmlReport.Tone(step)}"));
            page.Open("p");
            HtmlTimeline.Badge(page, step);
            page.Text(" ").Open("a", ("href", $"#{HtmlTimeline.Id(step)}")).Element("b", step.Name).Close();
            page.Text($" {step.Title}{(step.IsRescued ? " (rescued)" : step.IsRetried ? " (tried again)" : "")}").Close();
            page.Element("p", ReportWords.Of(step.Failure!));
            Hint(page, step.Failure!.Hint);
            if (!step.MayHaveChanged)
            {
                HtmlParts.Sent(page, step.Sent);
            }

            page.Close();
        }

        if (report.Unstepped() is { } failure)
        {
            page.Open("div", ("class", "card bad")).Element("p", ReportWords.Of(failure));
            Hint(page, failure.Hint);
            page.Close();
        }

        page.Close();
    }

    public static void Write(MarkupWriter page, RunReport report)
    {
        page.Open("section").Element("h2", "What changed");
        var changes = report.Changes();
        if (changes.Count == 0)
        {
            page.Element("p", report.Changed == Journaling.Events.Changed.None ? "Nothing." : $"{HtmlReport.Sentence(ReportWords.Changed(report.Changed))}; no step of its own tells.");
        }

        foreach (var change in changes)
        {
            Change(page, change);
        }

        page.Close();
    }

    private static void Change(MarkupWriter page, ReportChange change)
    {
        var step = change.First;
        page.Open("div", ("class", change.IsInDoubt ? "card bad" : "card"));
        page.Open("p").Open("a", ("href", $"#{HtmlTimeline.Id(step)}")).Element("b", change.Name).Close().Text($" {step.Title}").Close();
        page.Element("p", ReportParts.Of(change), ("class", "note"));
        HtmlParts.Sent(page, step.Sent, withValues: change.Times.Length == 1);
        if (change.Times.Length > 1)
        {
            Times(page, change);
        }

        page.Close();
    }

    private static void Times(MarkupWriter page, ReportChange change)
    {
        page.Open("table", ("class", "wrap"));
        page.Open("thead").Open("tr").Element("th", "step").Element("th", "at").Element("th", "values").Element("th", "result").Close().Close();
        page.Open("tbody");
        foreach (var step in change.Times.Take(ReportParts.MostTimes))
        {
            page.Open("tr")
                .Open("td").Element("a", step.Key, ("href", $"#{HtmlTimeline.Id(step)}")).Close()
                .Element("td", ReportWords.Clock(step.Begin), ("data-h", "at"))
                .Element("td", ReportParts.Values(step.Sent), ("data-h", "values"))
                .Element("td", step.IsInDoubt ? step.Status : step.Result ?? step.Status, ("data-h", "result"))
                .Close();
        }

        page.Close().Close();
        if (change.Times.Length > ReportParts.MostTimes)
        {
            page.Element("p", $"and {KeyResult.Count(change.Times.Length - ReportParts.MostTimes, "more time", "more times")}", ("class", "note"));
        }
    }

    private static void Hint(MarkupWriter page, string? hint)
    {
        if (hint is not null)
        {
            page.Element("p", $"→ {hint}", ("class", "note"));
        }
    }
}
