using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using static SomaBrain.Runbooks.Cli.Views.Reports.MarkdownReport;

namespace SomaBrain.Runbooks.Cli.Views.Reports;

/// <summary>What went wrong, what changed, what is in doubt and what would revert it, as Markdown.</summary>
internal static class MarkdownSteps
{
    public static void Wrong(StringBuilder text, RunReport report)
    {
        var failed = report.Failed();
        if (failed.Count == 0 && report.Unstepped() is null)
        {
            return;
        }

        text.Append("\n## What went wrong\n\n");
        foreach (var step in failed)
        {
            var care = step.IsRescued ? " (rescued)" : step.IsRetried ? " (tried again)" : "";
            text.Append(CultureInfo.InvariantCulture, $"- **{Inline(step.Name)}** {Inline(step.Title ?? "")}{care}: {Inline(ReportWords.Of(step.Failure!))}\n");
            text.Append(step.Failure!.Hint is { } hint ? $"  → {Inline(hint)}\n" : "");
        }

        text.Append(report.Unstepped() is { } failure ? $"- {Inline(ReportWords.Of(failure))}\n" : "");
    }

    public static void Changes(StringBuilder text, RunReport report)
    {
        var changes = report.Changes();
        text.Append("\n## What changed\n");
        if (changes.Count == 0)
        {
            text.Append(report.Changed == Changed.None ? "\nNothing.\n" : $"\n{Capital(ReportWords.Changed(report.Changed))}; no step of its own tells.\n");
        }

        foreach (var change in changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {Inline($"{change.Name} {change.First.Title}")}\n\n{Inline(ReportParts.Of(change))}\n");
            Sent(text, change.First.Sent, change.First.Kind, withValues: change.Times.Length == 1);
            if (change.Times.Length > 1)
            {
                text.Append('\n');
                Table(text, ["step", "at", "values", "result"], change.Times.Take(ReportParts.MostTimes).Select(step => new[]
                {
                    Inline(step.Key), ReportWords.Clock(step.Begin), Inline(ReportParts.Values(step.Sent)), Inline(step.IsInDoubt ? step.Status : step.Result ?? step.Status),
                }));
                More(text, change.Times.Length);
            }
        }
    }

    public static void Doubts(StringBuilder text, RunReport report)
    {
        if (!report.Doubted().Any())
        {
            return;
        }

        text.Append("\n## In doubt\n\n");
        foreach (var step in report.Doubted())
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{Inline(step.Name)}** {Inline(step.Title ?? "")}: {Inline(step.Reason ?? "it was started, and no outcome is recorded")}\n");
            foreach (var resolution in step.Resolutions)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - settled as {Words.Resolutions.Word(resolution.Resolution)} by {Inline(resolution.By)}: {Inline(resolution.Reason)}\n");
            }

            text.Append(step.Resolutions.IsEmpty ? "  - not settled: look at the server\n" : "");
        }
    }

    public static void Undo(StringBuilder text, RunReport report)
    {
        var undos = report.Undos();
        if (undos.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Undo\n\n{Inline(ReportParts.Undo(report))}\n");
        foreach (var same in undos)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Inline(ReportParts.Of(same))}\n");
            Sent(text, ReportText.Of(same[0].Rendered), same[0].StepKind, withValues: same.Count == 1);
            if (same.Count > 1)
            {
                text.Append('\n');
                Table(text, ["step", "values"], same.Take(ReportParts.MostTimes).Select(kept => new[] { Inline(kept.Path), Inline(ReportParts.Values(ReportText.Of(kept.Rendered))) }));
                More(text, same.Count);
            }
        }
    }

    private static void More(StringBuilder text, int times) =>
        text.Append(times > ReportParts.MostTimes ? $"\nand {KeyResult.Count(times - ReportParts.MostTimes, "more time", "more times")}\n" : "");

    private static void Sent(StringBuilder text, ReportText? sent, string kind, bool withValues = true)
    {
        if (sent is null)
        {
            return;
        }

        text.Append('\n').Append(ReportParts.Text(sent) is { } shown ? MarkdownText.Fenced(shown, kind == "sql" ? "sql" : "text") : $"{Inline(ReportParts.Elsewhere(sent))}\n");
        text.Append(withValues && !sent.Values.IsEmpty ? $"\n{Inline(ReportParts.Values(sent))}\n" : "");
    }
}
