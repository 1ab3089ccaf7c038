using System.Globalization;
using SomaBrain.Runbooks.Cli.Linting;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Views.Linting;

/// <summary>`1 playbook, no errors`, `3 playbooks, 1 error, 2 warnings`.</summary>
public static class LintSummary
{
    public static string Of(IReadOnlyCollection<LintedFile> files) => string.Create(
        CultureInfo.InvariantCulture,
        $"{files.Count} {(files.Count == 1 ? "playbook" : "playbooks")}, {DiagnosticText.Summary([.. files.SelectMany(file => file.Problems)])}");
}
