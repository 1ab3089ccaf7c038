using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Planning;
using static SomaBrain.Runbooks.Cli.Views.Reports.MarkdownReport;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>What was found, written and saved, as Markdown that can be folded away.</summary>
internal static class MarkdownEvidence
{
    private const int MostSteps = 500;

    public static void Write(StringBuilder text, RunReport report)
    {
        var steps = report.Proven().ToList();
        if (steps.Count == 0)
        {
            return;
        }

        text.Append("\n## Evidence\n\n<details><summary>What the steps found, wrote and saved</summary>\n");
        foreach (var step in steps.Take(MostSteps))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{Inline(step.Name)}** {Inline(step.Title ?? "")}\n");
            foreach (var evidence in step.Evidence)
            {
                One(text, evidence);
            }
        }

        text.Append(steps.Count > MostSteps ? $"\nand of {KeyResult.Count(steps.Count - MostSteps, "more step", "more steps")}\n" : "").Append("\n</details>\n");
    }

    private static void One(StringBuilder text, ReportEvidence evidence)
    {
        string?[] about = [evidence.Name, evidence.File, evidence.Sha256 is { } hash ? $"SHA-256 {hash}" : null, evidence.LeftOut];
        text.Append(CultureInfo.InvariantCulture, $"\n{Inline(string.Join(" · ", about.OfType<string>()))}\n");
        if (evidence.Text is { Length: > 0 } shown)
        {
            text.Append('\n').Append(MarkdownText.Fenced(shown, "text"));
        }

        if (evidence.Table is { } table)
        {
            text.Append('\n');
            Table(text, [.. table.Columns.Select(Inline)], table.Rows.Select(row => row.Select(Inline).ToArray()));
        }
    }
}
