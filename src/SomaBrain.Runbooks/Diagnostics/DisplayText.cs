using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>
/// Text as a terminal may show it: control and invisible characters as escapes, so that a file cannot move the cursor,
/// rename the window or hide a word. Knows how many columns it takes.
/// </summary>
public static class DisplayText
{
    /// <summary>Makes text harmless; line feeds stay.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i += Length(text, i))
        {
            shown.Append(text[i] == '\n' ? "\n" : Cell(text, i).Text);
        }

        return shown.ToString();
    }

    /// <summary>How the character at <paramref name="at"/> is shown, and how many columns that takes (0, 1, 2 or those of an escape).</summary>
    internal static (string Text, int Width) Cell(string text, int at)
    {
        var length = Length(text, at);
        var code = length == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        if (code == '\t')
        {
            return ("    ", 4);
        }

        var shown = CharUnicodeInfo.GetUnicodeCategory(code) switch
        {
            UnicodeCategory.Control => $"\\x{code:x2}",
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
                or UnicodeCategory.OtherNotAssigned => $"\\u{{{code:x}}}",
            _ => null,
        };
        return shown is null ? (text.Substring(at, length), Width(code)) : (shown, shown.Length);
    }

    /// <summary>How many columns a text takes.</summary>
    public static int Columns(string text)
    {
        var columns = 0;
        for (var at = 0; at < text.Length; at += Length(text, at))
        {
            columns += Cell(text, at).Width;
        }

        return columns;
    }

    internal static int Length(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>Columns on a terminal, after the East Asian Width property (UAX #11) and the blocks of emoji.</summary>
    private static int Width(int code) => CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        ? 0
        : code is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
            or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF)
            or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1;
}
