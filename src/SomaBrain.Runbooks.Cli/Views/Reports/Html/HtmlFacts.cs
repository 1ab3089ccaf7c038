using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>Who ran what, where and with what; and whether the journal is as it was written.</summary>
internal static class HtmlFacts
{
    private const int LongestFact = 400;

    public static void Write(MarkupWriter page, RunReport report)
    {
        page.Open("section").Element("h2", "The run").Open("dl", ("class", "facts"));
        foreach (var (name, fact) in ReportParts.Facts(report))
        {
            HtmlParts.Fact(page, name, Glimpse.Of(fact, LongestFact));
        }

        page.Close().Close();
    }

    public static void Integrity(MarkupWriter page, RunReport report)
    {
        var found = report.Integrity;
        page.Open("section").Element("h2", "Integrity");
        page.Open("p").Element("span", found.Verdict, ("class", $"word {(found.IsOk ? "okt" : found.Verdict == "tampered" ? "badt" : "warnt")}")).Text($" {ReportParts.Integrity(report)}").Close();
        if (found.Hint is { } hint)
        {
            page.Element("p", $"→ {hint}", ("class", "note"));
        }

        page.Open("p", ("class", "note")).Text($"{KeyResult.Count(found.Head.Count, "line", "lines")}, head ").Element("code", found.Head.Sha256).Close();
        page.Element("p", $"This report was read from the journal. `runbook verify {report.Opened.Run}` checks it again.", ("class", "note"));
        page.Close();
    }
}
