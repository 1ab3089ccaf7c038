using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Tests.Diagnostics;

/// <summary>`docs/diagnostics.md`: one section for each code.</summary>
internal sealed partial record DiagnosticsDocument(string Text, ImmutableArray<DiagnosticsDocument.Section> Sections)
{
    public static string File { get; } = Repository.At("docs", "diagnostics.md");

    public static DiagnosticsDocument Read()
    {
        var text = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        return new(text, [.. Heading().Matches(text).Select(found => new Section(
            found.Groups["code"].Value,
            found.Groups["example"].Success ? found.Groups["example"].Value : null,
            found.Groups["arguments"].Success ? found.Groups["arguments"].Value : null,
            found.Groups["said"]))]);
    }

    /// <summary>The document with what is said of each section now.</summary>
    public string Renewed(Func<Section, string> say)
    {
        var renewed = Text;
        foreach (var section in Sections.Reverse())
        {
            renewed = $"{renewed[..section.Said.Index]}{say(section)}{renewed[(section.Said.Index + section.Said.Length)..]}";
        }

        return renewed;
    }

    // ## RB103 · Title, then the example, or its description in italics, then what is said.
    [GeneratedRegex("""
        ^\#\#\ (?<code>RB\d{3})\ ·\ [^\n]+\n\n
        (?: ```yaml\n (?<example>(?:(?!```).)*?) ```\n\n | \*[^\n]*\*\n\n )?
        (?: ```sh\n runbook\ run\ playbook\.yaml\ ?(?<arguments>[^\n]*)\n ```\n\n )?
        ```text\n (?<said>(?:(?!```).)*?) ```\n
        """, RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Heading();

    /// <param name="Example">A playbook, a piece of one, or one expression under its key; null where none can show the problem.</param>
    /// <param name="Arguments">What the command line gives it.</param>
    /// <param name="Said">Where the problem stands as it is printed.</param>
    internal sealed record Section(string Code, string? Example, string? Arguments, Group Said);
}
