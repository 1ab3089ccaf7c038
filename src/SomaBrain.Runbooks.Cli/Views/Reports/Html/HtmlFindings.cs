using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>Doubts, people, skipped steps, metrics.</summary>
internal static class HtmlFindings
{
    private const int MostSkipped = 200;

    public static void Doubts(MarkupWriter page, RunReport report)
    {
        if (!report.Doubted().Any())
        {
            return;
        }

        page.Open("section").Element("h2", "In doubt");
        foreach (var step in report.Doubted())
        {
            page.Open("div", ("class", step.Resolutions.IsEmpty ? "card bad" : "card warn"));
            page.Open("p").Open("a", ("href", $"#{HtmlTimeline.Id(step)}")).Element("b", step.Name).Close().Text($" {step.Title}").Close();
            page.Element("p", step.Reason ?? "it was started, and no outcome is recorded");
            foreach (var resolution in step.Resolutions)
            {
                page.Element("p", $"Settled as {Words.Resolutions.Word(resolution.Resolution)} by {resolution.By}: {resolution.Reason}");
            }

            if (step.Resolutions.IsEmpty)
            {
                page.Element("p", "Not settled: look at the server.", ("class", "note"));
            }

            page.Close();
        }

        page.Close();
    }

    public static void People(MarkupWriter page, RunReport report)
    {
        if (report.Answers.IsEmpty)
        {
            return;
        }

        page.Open("section").Element("h2", "People").Open("table", ("class", "wrap"));
        page.Open("thead").Open("tr").Element("th", "asked").Element("th", "step").Element("th", "question").Element("th", "answer").Element("th", "by").Close().Close();
        page.Open("tbody");
        foreach (var answer in report.Answers)
        {
            page.Open("tr")
                .Element("td", ReportWords.Clock(answer.Asked), ("class", "clock"))
                .Element("td", answer.Step, ("data-h", "step"))
                .Element("td", answer.Question)
                .Open("td", ("data-h", "answer")).Element("b", answer.Answer ?? "no answer").Close()
                .Element("td", ReportParts.By(answer), ("data-h", "by"))
                .Close();
        }

        page.Close().Close().Close();
    }

    public static void Skipped(MarkupWriter page, RunReport report)
    {
        var skipped = report.Skipped().ToList();
        if (skipped.Count == 0)
        {
            return;
        }

        page.Open("section").Element("h2", "Skipped").Open("table", ("class", "wrap"));
        page.Open("thead").Open("tr").Element("th", "step").Element("th", "what").Element("th", "why").Close().Close().Open("tbody");
        foreach (var step in skipped.Take(MostSkipped))
        {
            page.Open("tr").Element("td", step.Name).Element("td", step.Label).Element("td", step.Reason ?? "", ("data-h", "why")).Close();
        }

        page.Close().Close();
        if (skipped.Count > MostSkipped)
        {
            page.Element("p", $"and {KeyResult.Count(skipped.Count - MostSkipped, "more", "more")}", ("class", "note"));
        }

        page.Close();
    }

    public static void Metrics(MarkupWriter page, RunReport report)
    {
        if (!report.Measured().Any())
        {
            return;
        }

        page.Open("section").Element("h2", "Metrics").Open("table", ("class", "wrap"));
        page.Open("thead").Open("tr").Element("th", "metric").Element("th", "value").Element("th", "level").Element("th", "step").Close().Close().Open("tbody");
        foreach (var step in report.Measured())
        {
            page.Open("tr")
                .Open("td").Element("b", KeyResult.NameOf(step.Metric!)).Close()
                .Element("td", KeyResult.Amount(step.Metric!))
                .Open("td").Element("span", step.Metric!.Level, ("class", $"word {Tint(step.Metric.Level)}")).Text($" {step.Failure?.Message}").Close()
                .Element("td", step.Name, ("data-h", "step"))
                .Close();
        }

        page.Close().Close().Close();
    }

    private static string Tint(string level) => level switch
    {
        "ok" => "okt",
        "warn" => "warnt",
        _ => "badt",
    };
}
