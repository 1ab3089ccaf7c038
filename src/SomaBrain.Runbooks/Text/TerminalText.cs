using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Text;

/// <summary>
/// Makes foreign text harmless for a terminal: output of programs, values of rows, names in a playbook. Whole escape
/// sequences (colours, titles, clipboard, links) are removed; every other character that moves the cursor, hides text or
/// turns its direction is shown as an escape, so that the reader sees that it was there.
/// </summary>
public static class TerminalText
{
    private const char Escape = '\e';
    private const char Bell = '\a';

    /// <summary>
    /// The text with nothing but printable characters, line feeds and tabs. A carriage return before a line feed goes;
    /// any other is shown, as it would let the rest of a line hide its beginning. The same instance if all was harmless.
    /// </summary>
    public static string Clean(string text)
    {
        var first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text, 0, first, text.Length + 16);
        for (var at = first; at < text.Length;)
        {
            at += Append(clean, text.AsSpan(at));
        }

        return clean.Length == text.Length && clean.Equals(text) ? text : clean.ToString();
    }

    /// <summary>Appends what stands at the beginning, and returns how long that is.</summary>
    private static int Append(StringBuilder clean, ReadOnlySpan<char> rest)
    {
        if (rest[0] is Escape or '\u009b' or '\u009d' or '\u0090' && SequenceLength(rest) is > 0 and var length)
        {
            return length;
        }

        if (rest is ['\r', '\n', ..])
        {
            return 1;
        }

        if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done)
        {
            _ = clean.Append('\uFFFD');
            return used;
        }

        _ = rune.Value is '\n' or '\t' || IsHarmless(rune)
            ? clean.Append(rest[..used])
            : clean.Append(rune.Value switch
            {
                Escape => @"\e",
                '\r' => @"\r",
                < 0x100 => $"\\x{rune.Value:x2}",
                < 0x10000 => $"\\u{rune.Value:x4}",
                _ => $"\\U{rune.Value:x8}",
            });
        return used;
    }

    /// <summary>
    /// Format characters are direction marks, invisible operators and tags; two of them stay, as scripts and emoji need
    /// them to join letters. Line and paragraph separators would tear a line of ours.
    /// </summary>
    private static bool IsHarmless(Rune rune) => rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>The length of a complete escape sequence (ECMA-48); 0 if it is none, or does not end.</summary>
    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        var (kind, body) = text[0] switch
        {
            Escape when text.Length > 1 => (text[1], 2),
            '\u009b' => ('[', 1),
            '\u009d' => (']', 1),
            '\u0090' => ('P', 1),
            _ => (' ', 0),
        };
        return kind switch
        {
            '[' => Control(text, body),
            ']' or 'P' or 'X' or '^' or '_' => Command(text, body),
            >= ' ' and <= '/' => Short(text),
            >= '0' and <= '~' => 2,
            _ => 0,
        };
    }

    /// <summary>`ESC [ parameters intermediates final`.</summary>
    private static int Control(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is >= ' ' and <= '?')
        {
            at++;
        }

        return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : 0;
    }

    /// <summary>`ESC ] … BEL` or `ESC ] … ESC \`, within one line.</summary>
    private static int Command(ReadOnlySpan<char> text, int at)
    {
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] is Bell or '\u009c')
            {
                return at + 1;
            }

            if (text[at] == Escape)
            {
                return at + 1 < text.Length && text[at + 1] == '\\' ? at + 2 : 0;
            }
        }

        return 0;
    }

    /// <summary>`ESC intermediates final`: character sets and the like.</summary>
    private static int Short(ReadOnlySpan<char> text)
    {
        var at = 1;
        while (at < text.Length && text[at] is >= ' ' and <= '/')
        {
            at++;
        }

        return at < text.Length && text[at] is >= '0' and <= '~' ? at + 1 : 0;
    }
}
