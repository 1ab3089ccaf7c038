using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>Text in `'…'` or `"…"`; both know `\\ \' \" \n \r \t \uXXXX`.</summary>
internal static class TextLiteral
{
    public static Literal? Read(MappedText text, int start, DiagnosticBag bag)
    {
        var (content, read) = (text.Content, new StringBuilder());
        var end = End(content, start);
        if (end < 0)
        {
            bag.Add(Problems.TextNotEnded(text.Span(start, start + 1), content[start]));
            return null;
        }

        for (var at = start + 1; at < end - 1; at++)
        {
            if (content[at] != '\\')
            {
                read.Append(content[at]);
                continue;
            }

            if (Escaped(content.AsSpan(at + 1, end - 2 - at)) is not var (character, length))
            {
                bag.Add(Problems.UnknownEscape(text.Span(at, at + 2), content.Substring(at, 2)));
                return null;
            }

            if (character == '\0')
            {
                bag.Add(Problems.NotText(text.Span(at, at + 6), "a NUL character"));
                return null;
            }

            read.Append(character);
            at += length;
        }

        if (NoText.Why(read.ToString()) is { } what)
        {
            bag.Add(Problems.NotText(text.Span(start, end), what)); // one \uD83D without the other
            return null;
        }

        return new(new Value.Text(read.ToString()), end);
    }

    /// <summary>The offset behind the closing quote of the text that begins at <paramref name="start"/>; -1 when it never ends.</summary>
    public static int End(string content, int start)
    {
        for (var at = start + 1; at < content.Length; at++)
        {
            if (content[at] == '\\')
            {
                at++;
            }
            else if (content[at] == content[start])
            {
                return at + 1;
            }
        }

        return -1;
    }

    private static (char Character, int Length)? Escaped(ReadOnlySpan<char> after) => after switch
    {
        ['\\' or '\'' or '"', ..] => (after[0], 1),
        ['n', ..] => ('\n', 1),
        ['r', ..] => ('\r', 1),
        ['t', ..] => ('\t', 1),
        ['u', _, _, _, _, ..] when ushort.TryParse(after[1..5], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) => ((char)code, 5),
        _ => null,
    };
}
