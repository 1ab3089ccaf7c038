using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Tests.Diagnostics;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>A problem has one code, one named method that makes it, and a section that explains it.</summary>
public sealed partial class Diagnostic_codes
{
    private const string Factory = "src/SomaBrain.Runbooks/Diagnostics/Problems";

    private static IEnumerable<SourceFile> FactoryFiles => SourceFile.InCore.Where(file => file.Path.StartsWith(Factory, StringComparison.Ordinal));

    private static IReadOnlyList<(string Code, string Method)> Made { get; } = [.. FactoryFiles.SelectMany(file => MadeIn(file.WithoutComments))];

    [Fact]
    public void A_code_is_made_at_one_place() =>
        Assert.Empty(Made.GroupBy(made => made.Code, StringComparer.Ordinal)
            .Where(code => code.Count() > 1)
            .Select(code => $"{code.Key}: {string.Join(", ", code.Select(made => made.Method))}"));

    [Fact]
    public void A_method_makes_one_code() =>
        Assert.Empty(Made.GroupBy(made => made.Method, StringComparer.Ordinal)
            .Where(method => method.Count() > 1)
            .Select(method => $"{method.Key}: {string.Join(", ", method.Select(made => made.Code))}"));

    [Fact]
    public void A_code_is_written_nowhere_else()
    {
        Assert.Empty(
            from file in SourceFile.InSource
            where !file.Path.StartsWith(Factory, StringComparison.Ordinal)
            from Match found in Code().Matches(file.WithoutComments)
            select $"{file.Path}: {found.Value}");
        Assert.Equal([], FactoryFiles.SelectMany(file => Code().Matches(file.WithoutComments)).Select(found => found.Value).Except(Made.Select(made => made.Code)));
    }

    [Fact]
    public void A_problem_that_nobody_has_is_not_kept()
    {
        var others = SourceFile.InSource.Where(file => !file.Path.StartsWith(Factory, StringComparison.Ordinal)).Select(file => file.WithoutComments).ToList();
        Assert.Equal([], Made.Select(made => made.Method).Where(method => !others.Exists(text => text.Contains($"Problems.{method}(", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_code_has_one_section_in_the_documentation_in_the_order_of_codes() =>
        Assert.Equal(Made.Select(made => made.Code).Order(StringComparer.Ordinal), DiagnosticsDocument.Read().Sections.Select(section => section.Code));

    private static IEnumerable<(string Code, string Method)> MadeIn(string text)
    {
        var method = "(outside any method)";
        foreach (Match found in MethodOrCode().Matches(text))
        {
            if (found.Groups["method"].Success)
            {
                method = found.Groups["method"].Value;
            }
            else
            {
                yield return (found.Groups["code"].Value, method);
            }
        }
    }

    [GeneratedRegex(""" \b(?:Error|Warning)\(\s*"(?<code>RB\d{3})"|\bDiagnostic\??\s+(?<method>[A-Z]\w*)\s*\(""", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MethodOrCode();

    [GeneratedRegex("""\bRB\d{3}\b""")]
    private static partial Regex Code();
}
