using System.Text;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Plans;

/// <summary>Foreign text in Markdown that stays text: no link, no HTML, no mention of a person, no second table cell.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*_[]<>#|~&@:$";

    /// <summary>In a sentence or a cell of a table.</summary>
    public static string Inline(string text)
    {
        var (line, safe) = (OneLine.Of(text), new StringBuilder(text.Length + 16));
        for (var i = 0; i < line.Length; i++)
        {
            // references instead of backslashes: a backslash does not stop GitHub from linking an address or a person
            var c = line[i];
            _ = Special.Contains(c, StringComparison.Ordinal) && !IsPlain(line, i)
                ? safe.Append(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};")
                : safe.Append(c);
        }

        return safe.Replace("www.", "www&#46;").Replace("WWW.", "WWW&#46;").ToString();
    }

    /// <summary>
    /// A colon behind a word or in a time begins no address and no picture, an underscore inside a name no emphasis. A `>` quotes a line
    /// that it begins, and closes nothing, as no `&lt;` is left open.
    /// </summary>
    private static bool IsPlain(string line, int at) => line[at] switch
    {
        ':' => at + 1 == line.Length || line[at + 1] == ' ' || IsInTime(line, at),
        '>' => at > 0,
        '_' => at > 0 && at + 1 < line.Length && char.IsLetterOrDigit(line[at - 1]) && char.IsLetterOrDigit(line[at + 1]),
        _ => false,
    };

    /// <summary>Between digits, of which two follow.</summary>
    private static bool IsInTime(string line, int at) =>
        at > 0 && at + 2 < line.Length && char.IsAsciiDigit(line[at - 1]) && char.IsAsciiDigit(line[at + 1]) && char.IsAsciiDigit(line[at + 2])
        && (at + 3 == line.Length || !char.IsLetterOrDigit(line[at + 3]));

    /// <summary>Code inside a sentence, its backticks more than any run of them inside. Not for a cell of a table.</summary>
    public static string Code(string text)
    {
        var line = OneLine.Of(text);
        var ticks = new string('`', Longest(line) + 1);
        var space = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return line.Length == 0 ? "``` ```" : $"{ticks}{space}{line}{space}{ticks}";
    }

    /// <summary>A block of code, its fence longer than any run of backticks inside.</summary>
    public static string Fenced(string text, string language)
    {
        var clean = TerminalText.Clean(text).Trim('\n');
        var fence = new string('`', Math.Max(3, Longest(clean) + 1));
        return $"{fence}{language}\n{clean}\n{fence}\n";
    }

    private static int Longest(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
