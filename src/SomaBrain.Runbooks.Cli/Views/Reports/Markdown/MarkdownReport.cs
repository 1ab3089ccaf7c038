using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Findings;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Reports.Markdown;

/// <summary>A report as Markdown, to be pasted into a ticket or a post-mortem.</summary>
public static class MarkdownReport
{
    private const int LongestIntegrity = 1000;

    public static string Render(RunReport report)
    {
        var text = new StringBuilder();
        Head(text, report);
        MarkdownSteps.Wrong(text, report);
        MarkdownSteps.Changes(text, report);
        MarkdownSteps.Doubts(text, report);
        People(text, report);
        MarkdownTimeline.Write(text, report);
        MarkdownTimeline.Skipped(text, report);
        Metrics(text, report);
        MarkdownSteps.Undo(text, report);
        Outputs(text, report);
        MarkdownEvidence.Write(text, report);
        Facts(text, report);
        Integrity(text, report);
        return text.ToString();
    }

    internal static string Inline(string text) => MarkdownText.Inline(Glimpse.Of(text));

    internal static void Table(StringBuilder text, string[] heads, IEnumerable<string[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => "---|"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }
    }

    private static void Head(StringBuilder text, RunReport report)
    {
        text.Append(CultureInfo.InvariantCulture, $"# {Inline(report.Opened.Playbook.Title)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**{Capital(report.Status)}.** {Inline(ReportParts.Changed(report))}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{ReportWords.Moment(report.Started)} · {DurationText.Of(report.Duration)}");
        text.Append(report.Paused > TimeSpan.Zero ? $", of which {DurationText.Of(report.Paused)} paused" : "");
        text.Append(CultureInfo.InvariantCulture, $" · by {Inline(report.Opened.Operator)} (claimed){(report.Closed is { } closed ? $" · exit {closed.ExitCode}" : "")}\n");
        if (!report.Integrity.IsOk)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> ⚠️ Journal {report.Integrity.Verdict}: {Inline(report.Integrity.Problem ?? "")}\n");
        }
    }

    private static void People(StringBuilder text, RunReport report)
    {
        if (!report.Answers.IsEmpty)
        {
            text.Append("\n## People\n\n");
            Table(text, ["asked", "step", "question", "answer", "by"], report.Answers.Select(answer => new[]
            {
                ReportWords.Clock(answer.Asked), Inline(answer.Step), Inline(answer.Question), Inline(answer.Answer ?? "no answer"), Inline(ReportParts.By(answer)),
            }));
        }
    }

    private static void Metrics(StringBuilder text, RunReport report)
    {
        if (report.Measured().Any())
        {
            text.Append("\n## Metrics\n\n");
            Table(text, ["metric", "value", "level", "step"], report.Measured().Select(step => new[]
            {
                Inline(KeyResult.NameOf(step.Metric!)), Inline(KeyResult.Amount(step.Metric!)), Inline($"{step.Metric!.Level} {step.Failure?.Message}"), Inline(step.Name),
            }));
        }
    }

    private static void Outputs(StringBuilder text, RunReport report)
    {
        if (report.Closed is { } closed && (closed.Outputs is not null || closed.OutputsFile is not null))
        {
            text.Append("\n## Outputs\n\n");
            foreach (var field in (closed.Outputs as Value.Row)?.Fields ?? [])
            {
                text.Append(CultureInfo.InvariantCulture, $"- {Inline(field.Name)} = {Inline(ReportWords.Of(field.Value))}\n");
            }

            text.Append(closed.OutputsFile is { } file ? $"- in {Inline(file.File)}\n" : "");
        }
    }

    private static void Facts(StringBuilder text, RunReport report)
    {
        text.Append("\n## The run\n\n");
        foreach (var (name, fact) in ReportParts.Facts(report))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Inline(name)}: {Inline(fact)}\n");
        }
    }

    private static void Integrity(StringBuilder text, RunReport report)
    {
        var found = report.Integrity;
        text.Append(CultureInfo.InvariantCulture, $"\n## Integrity\n\n**{found.Verdict}**: {MarkdownText.Inline(Glimpse.Of(ReportParts.Integrity(report), LongestIntegrity))}\n");
        text.Append(found.Hint is { } hint ? $"\n→ {Inline(hint)}\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"\n{KeyResult.Count(found.Head.Count, "line", "lines")}, head `{found.Head.Sha256}`; `runbook verify {report.Opened.Run}` checks it again.\n");
    }

    internal static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
