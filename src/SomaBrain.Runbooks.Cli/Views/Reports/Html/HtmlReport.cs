using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Views.Progress;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>A report as one page that needs nothing else: no network, no script; for a desk, a phone and paper, light and dark.</summary>
public static class HtmlReport
{
    /// <summary>Should anything foreign ever become markup, a browser runs and fetches nothing of it.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static string Render(RunReport report)
    {
        var page = new MarkupWriter().Raw("<!DOCTYPE html>\n").Open("html", ("lang", "en"));
        page.Open("head")
            .Empty("meta", ("charset", "utf-8"))
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy))
            .Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Empty("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Empty("meta", ("name", "robots"), ("content", "noindex"))
            .Element("title", $"{report.Opened.Playbook.Title} · {report.Status} · {report.Opened.Run}")
            .Open("style").Raw(HtmlStyle.Sheet).Close()
            .Close();
        page.Open("body").Open("main");
        Head(page, report);
        HtmlChanges.Wrong(page, report);
        HtmlChanges.Write(page, report);
        HtmlFindings.Doubts(page, report);
        HtmlFindings.People(page, report);
        HtmlTimeline.Write(page, report);
        HtmlFindings.Skipped(page, report);
        HtmlFindings.Metrics(page, report);
        HtmlEvidence.Undo(page, report);
        HtmlEvidence.Outputs(page, report);
        HtmlEvidence.Write(page, report);
        HtmlFacts.Write(page, report);
        HtmlFacts.Integrity(page, report);
        page.Close().Close().Close();
        return page.ToString();
    }

    private static void Head(MarkupWriter page, RunReport report)
    {
        page.Open("header", ("class", Tone(report)));
        page.Element("p", "Runbook report", ("class", "kicker"));
        page.Element("h1", report.Opened.Playbook.Title);
        page.Open("p", ("class", "verdict"))
            .Element("strong", $"{Sentence(report.Status)}.").Text(" ")
            .Element("span", ReportParts.Changed(report))
            .Close();
        page.Open("p", ("class", "meta"));
        page.Text($"{ReportWords.Moment(report.Started)} · {DurationText.Of(report.Duration)}");
        if (report.Paused > TimeSpan.Zero)
        {
            page.Text($", of which {DurationText.Of(report.Paused)} paused");
        }

        page.Text($" · by {report.Opened.Operator} (claimed){(report.Closed is { } closed ? $" · exit {closed.ExitCode}" : "")}").Close();
        if (!report.Integrity.IsOk)
        {
            page.Open("p", ("class", report.Integrity.Verdict == "tampered" ? "alarm bad" : "alarm"))
                .Text($"Journal {report.Integrity.Verdict}: {report.Integrity.Problem}").Close();
        }

        page.Close();
    }

    private static string Tone(RunReport report) => report.Status switch
    {
        "done" => "good",
        "paused" or "running" => "warn",
        _ => "bad",
    };

    internal static string Sentence(string words) => words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..]}";

    /// <summary>How a step's outcome is coloured; its word and sign tell the same without colour.</summary>
    internal static string Tone(ReportStep step) => step.Status switch
    {
        "ok" or "already-done" => "ok",
        "warned" => "warn",
        "failed" => step.IsRescued || step.IsRetried ? "warn" : "bad",
        ReportStep.InDoubt or ReportStep.Open => "bad",
        ReportStep.Waiting => "warn",
        _ => "dim",
    };

    internal static string Sign(ReportStep step) => step.Status switch
    {
        "ok" => "✓",
        "already-done" => "=",
        "warned" => "!",
        "failed" => "✗",
        ReportStep.Skipped => "↷",
        ReportStep.Waiting => "…",
        _ => "?",
    };
}
