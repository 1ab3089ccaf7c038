using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Cli.Linting;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Views.Linting;

/// <summary>Workflow commands of GitHub Actions: each problem becomes an annotation at its line of a pull request.</summary>
public static class GitHubAnnotations
{
    public static string Render(IReadOnlyCollection<LintedFile> files)
    {
        var text = new StringBuilder();
        foreach (var problem in files.SelectMany(file => file.Problems))
        {
            text.Append(CultureInfo.InvariantCulture, $"::{(problem.Severity == Severity.Error ? "error" : "warning")} {Place(problem)}title={Property(problem.Code)}::");
            text.Append(CultureInfo.InvariantCulture, $"{Data(problem.Hint is { } hint ? $"{problem.Message}\nhint: {hint}" : problem.Message)}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{LintSummary.Of(files)}\n").ToString();
    }

    private static string Place(Diagnostic problem)
    {
        if (problem.Span is not { Start: var start, End: var end } span)
        {
            return "";
        }

        // Columns only within one line: GitHub ignores the whole place else.
        var columns = end.Line == start.Line ? string.Create(CultureInfo.InvariantCulture, $"col={start.Column},endColumn={Math.Max(start.Column, end.Column)},") : "";
        return string.Create(CultureInfo.InvariantCulture, $"file={Property(span.File)},line={start.Line},endLine={Math.Max(start.Line, end.Line)},{columns}");
    }

    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    private static string Data(string text) => DisplayText.Escape(text)
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
