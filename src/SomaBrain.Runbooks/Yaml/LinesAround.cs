using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>What the lines above and below say of a place, as their author sees them: by indentation.</summary>
internal static class LinesAround
{
    /// <summary>
    /// A line that ended a text below `|` or `&gt;`, and begins neither a key nor an item: nearly always it was meant to belong to the text.
    /// </summary>
    /// <returns>How far each line of the text has to be indented; 0 when no such text ends above the line.</returns>
    public static int BlockAbove(Source source, int line)
    {
        var here = source.Line(line).TrimStart();
        if (here.IsEmpty || here.StartsWith("- ") || KeyLength(here) >= 0 || here.TrimEnd().EndsWith(':'))
        {
            return 0;
        }

        var (least, first) = (int.MaxValue, 0);
        for (var above = line - 1; above >= 1; above--)
        {
            var text = source.Line(above);
            if (text.Trim().IsEmpty)
            {
                continue;
            }

            if (IsHeader(text))
            {
                var holder = Holder(text);
                return least <= holder ? 0 : first > 0 ? first : Math.Max(0, holder) + 2;
            }

            first = Blanks(text);
            least = Math.Min(least, first);
        }

        return 0;
    }

    /// <summary>Whether the text of a place without quotes began in a line above, or goes on in the next one.</summary>
    public static bool AreOneText(SourceSpan written) => BeginsAbove(written) || GoesOn(written);

    /// <summary>The length of the key that the text begins with, -1 when it begins with none.</summary>
    public static int KeyLength(ReadOnlySpan<char> text) =>
        !text.IsEmpty && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '"' or '\'')
            && text.IndexOf(": ") is >= 0 and var colon && text[..colon].IndexOfAny(" {[") < 0 ? colon : -1;

    private static bool BeginsAbove(SourceSpan written)
    {
        var line = written.Start.Line;
        var indent = written.Start.Column - 1;
        if (Blanks(written.Source.Line(line)) != indent)
        {
            return false;
        }

        while (--line >= 1)
        {
            var above = WithoutComment(written.Source.Line(line));
            if (!above.IsEmpty)
            {
                return indent > Holder(above) && above[^1] is not (':' or '-' or '[' or '{' or ',');
            }
        }

        return false;
    }

    private static bool GoesOn(SourceSpan written)
    {
        var source = written.Source;
        var line = source.PositionOf(written.To).Line;
        var own = source.Line(written.Start.Line);
        if (WithoutComment(source.Line(line)).Length > source.PositionOf(written.To).Column - 1)
        {
            return false;
        }

        while (++line <= source.LineCount)
        {
            var below = source.Line(line);
            if (!below.Trim().IsEmpty)
            {
                return Blanks(below) > Holder(own) && below.TrimStart()[0] is not ('#' or ']' or '}');
            }
        }

        return false;
    }

    /// <summary>The column, from 0, that further lines of the value of this line stand behind.</summary>
    private static int Holder(ReadOnlySpan<char> line)
    {
        var at = Blanks(line);
        var holder = at - 1;
        while (line[at..].StartsWith("- "))
        {
            holder = at;
            at += 1 + Blanks(line[(at + 1)..]);
        }

        return line[at..].IndexOf(": ") is > 0 and var colon && !line.Slice(at, colon).Contains(' ') ? at : holder; // any key, `<<` too
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => WithoutComment(line).TrimEnd("+-0123456789") is [.., ':' or '-', ' ', '|' or '>'];

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line) => (line.TrimStart() is ['#', ..] ? [] : line.IndexOf(" #") is >= 0 and var comment ? line[..comment] : line).TrimEnd();

    private static int Blanks(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;
}
