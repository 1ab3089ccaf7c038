using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>What was found, written and saved; what came out; what would revert it.</summary>
internal static class HtmlEvidence
{
    private const int MostSteps = 500;

    public static void Undo(MarkupWriter page, RunReport report)
    {
        var undos = report.Undos();
        if (undos.Count == 0)
        {
            return;
        }

        page.Open("section").Element("h2", "Undo");
        page.Element("p", ReportParts.Undo(report));
        foreach (var same in undos)
        {
            var kept = same[0];
            page.Open("div", ("class", "card"));
            page.Element("p", ReportParts.Of(same));
            HtmlParts.Sent(page, ReportText.Of(kept.Rendered), withValues: same.Count == 1);
            if (same.Count > 1)
            {
                Times(page, same);
            }

            page.Close();
        }

        page.Close();
    }

    private static void Times(MarkupWriter page, IReadOnlyList<KeptStep> same)
    {
        page.Open("table", ("class", "wrap")).Open("thead").Open("tr").Element("th", "step").Element("th", "values").Close().Close().Open("tbody");
        foreach (var kept in same.Take(ReportParts.MostTimes))
        {
            page.Open("tr").Element("td", kept.Path).Element("td", ReportParts.Values(ReportText.Of(kept.Rendered)), ("data-h", "values")).Close();
        }

        page.Close().Close();
        if (same.Count > ReportParts.MostTimes)
        {
            page.Element("p", $"and {KeyResult.Count(same.Count - ReportParts.MostTimes, "more time", "more times")}", ("class", "note"));
        }
    }

    public static void Outputs(MarkupWriter page, RunReport report)
    {
        if (report.Closed is not { } closed || (closed.Outputs is null && closed.OutputsFile is null))
        {
            return;
        }

        page.Open("section").Element("h2", "Outputs").Open("dl", ("class", "facts"));
        foreach (var field in (closed.Outputs as Value.Row)?.Fields ?? [])
        {
            HtmlParts.Fact(page, field.Name, Glimpse.Of(ReportWords.Of(field.Value)));
        }

        if (closed.OutputsFile is { } file)
        {
            HtmlParts.Fact(page, "file", $"{file.File}, {KeyResult.Count(file.Bytes, "byte", "bytes")}");
        }

        page.Close().Close();
    }

    public static void Write(MarkupWriter page, RunReport report)
    {
        var steps = report.Proven().ToList();
        if (steps.Count == 0)
        {
            return;
        }

        page.Open("section").Element("h2", "Evidence");
        foreach (var step in steps.Take(MostSteps))
        {
            page.Open("h3").Element("a", step.Name, ("href", $"#{HtmlTimeline.Id(step)}")).Text($" {step.Title}").Close();
            foreach (var evidence in step.Evidence)
            {
                One(page, evidence);
            }
        }

        if (steps.Count > MostSteps)
        {
            page.Element("p", $"and of {KeyResult.Count(steps.Count - MostSteps, "more step", "more steps")}: the JSON report and the journal have all of it", ("class", "note"));
        }

        page.Close();
    }

    private static void One(MarkupWriter page, ReportEvidence evidence)
    {
        string?[] about = [evidence.Name, evidence.File, evidence.Sha256 is { } hash ? $"SHA-256 {hash}" : null, evidence.Table is null && evidence.Text is null ? evidence.LeftOut : null];
        page.Element("p", string.Join(" · ", about.OfType<string>()), ("class", "note"));
        if (evidence.Text is { Length: > 0 } text)
        {
            page.Element("pre", text);
        }

        if (evidence.Table is { } table)
        {
            HtmlParts.Table(page, table);
        }

        if (evidence.LeftOut is { } more && (evidence.Table is not null || evidence.Text is not null))
        {
            page.Element("p", $"{more}", ("class", "note"));
        }
    }
}
