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
    /// What the author of a playbook wrote as text: an address in it may be a link and a part in backticks is code; all else stays text. For
    /// those, too, who read it before anything makes a page of it.
    /// </summary>
    public static string Authored(string text, bool inCell = false)
    {
        var line = OneLine.Of(text);
        return Outside(line, inCell, i => line[i] == '|' ? inCell : line[i] is not ('@' or ':') && !(inCell && line[i] == '>') && Special.Contains(line[i], StringComparison.Ordinal) && !IsPlain(line, i));
    }

    /// <summary>An author's own Markdown, without HTML.</summary>
    public static string WithoutHtml(string text) => Outside(text, inCell: false, i => text[i] == '<' && !IsPlain(text, i));

    /// <summary>With a backslash before what is markup, and code as it is.</summary>
    private static string Outside(string text, bool inCell, Func<int, bool> isMarkup)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '`' && CodeEnd(text, i) is > 0 and var end)
            {
                safe.Append(inCell ? InCell(text[i..end]) : text[i..end]);
                i = end - 1;
            }
            else
            {
                safe.Append(isMarkup(i) ? "\\" : "").Append(text[i]);
            }
        }

        return safe.ToString();
    }

    /// <summary>A text that is put together before it is added: a handler for each of its holes is much code.</summary>
    public static StringBuilder Put(this StringBuilder text, string more) => text.Append(more);

    /// <summary>Code in a cell of a table, where a `|` ends the cell also inside of it.</summary>
    public static string InCell(string code) => code.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Behind the code that begins here; 0 when nothing closes it.</summary>
    private static int CodeEnd(string text, int at)
    {
        var ticks = Ticks(text, at);
        for (var i = at + ticks; i < text.Length; i += Math.Max(1, Ticks(text, i)))
        {
            if (Ticks(text, i) == ticks)
            {
                return i + ticks;
            }
        }

        return 0;
    }

    private static int Ticks(string text, int at) => text.AsSpan(at).IndexOfAnyExcept('`') is >= 0 and var count ? count : text.Length - at;

    /// <summary>
    /// Whether nothing comes of it where it stands. What nothing can close opens nothing (`~5`, `$1`), and what stands between blanks is no
    /// emphasis. A link needs `](`; no definition and no box begins where the `[` of a line's first place is none. A `>` quotes a line that
    /// it begins, and closes nothing, as no `&lt;` is left open. A colon behind a word or in a time begins no address and no picture.
    /// </summary>
    private static bool IsPlain(string line, int at)
    {
        var before = at == 0 ? ' ' : line[at - 1];
        var after = at + 1 == line.Length ? ' ' : line[at + 1];
        return line[at] switch
        {
            ':' => after == ' ' || IsInTime(line, at),
            '>' => at > 0,
            '_' => char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after) || at > 0 && before == ' ' && after == ' ',
            '*' => at > 0 && before == ' ' && after == ' ',
            '[' => at > 0 && before != '!',
            ']' => after != '(',
            '<' => !char.IsAsciiLetter(after) && after is not ('/' or '!' or '?'),
            '&' => !char.IsAsciiLetter(after) && after != '#',
            '#' => at > 0 && at + 1 < line.Length && after != '#' && !char.IsAsciiDigit(after),
            '~' => before == ' ' && after != '~',
            '$' => before is ' ' or '(' && char.IsAsciiLetterOrDigit(after),
            '\\' => at + 1 < line.Length && char.IsAsciiLetterOrDigit(after),
            '@' => !char.IsAsciiLetterOrDigit(after),
            _ => false,
        };
    }

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

    /// <summary>The marks of a line that begins or ends a block of code; null of any other.</summary>
    public static string? Fence(string line)
    {
        var text = line.AsSpan().TrimStart(' ');
        var mark = text is ['`' or '~', ..] ? text[0] : ' ';
        var length = text.IndexOfAnyExcept(mark) is >= 0 and var end ? end : text.Length;
        return mark != ' ' && length >= 3 && line.Length - text.Length <= 3 ? new(mark, length) : null;
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
