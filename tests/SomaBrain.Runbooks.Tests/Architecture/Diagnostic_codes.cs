using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Architecture;

/// <summary>A problem has one code, one named method that makes it, and a section that explains it.</summary>
public sealed partial class Diagnostic_codes
{
    private const string Factory = "src/SomaBrain.Runbooks/Diagnostics/Problems";

    private static IEnumerable<(string Code, string Method)> Made =>
        from file in SourceFile.InCore
        where file.Path.StartsWith(Factory, StringComparison.Ordinal)
        from made in MadeIn(file.WithoutComments)
        select made;

    [Fact]
    public void A_code_is_made_by_one_method() =>
        Assert.Empty(Made.Distinct().GroupBy(made => made.Code, StringComparer.Ordinal)
            .Where(code => code.Count() > 1)
            .Select(code => $"{code.Key}: {string.Join(", ", code.Select(made => made.Method))}"));

    [Fact]
    public void A_code_is_written_nowhere_else() =>
        Assert.Empty(
            from file in SourceFile.InSource
            where !file.Path.StartsWith(Factory, StringComparison.Ordinal)
            from Match found in Code().Matches(file.WithoutComments)
            select $"{file.Path}: {found.Value}");

    [Fact]
    public void Every_code_has_a_section_in_the_documentation()
    {
        var documentation = Repository.At("docs", "diagnostics.md");
        var sections = File.Exists(documentation)
            ? [.. Section().Matches(File.ReadAllText(documentation)).Select(found => found.Groups["code"].Value)]
            : Array.Empty<string>();

        Assert.Equal([], Made.Select(made => made.Code).Except(sections).Order(StringComparer.Ordinal));
        Assert.Equal([], sections.Except(Made.Select(made => made.Code)).Order(StringComparer.Ordinal));
        Assert.Equal(sections.Distinct().Count(), sections.Length);
    }

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

    [GeneratedRegex(""" "(?<code>RB\d{3})"|\bDiagnostic\??\s+(?<method>[A-Z]\w*)\s*\(""", RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MethodOrCode();

    [GeneratedRegex("""\bRB\d{3}\b""")]
    private static partial Regex Code();

    [GeneratedRegex("""^\#+\ .*?\b(?<code>RB\d{3})\b""", RegexOptions.Multiline)]
    private static partial Regex Section();
}
