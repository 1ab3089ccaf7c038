using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>Text for a terminal: nothing in it can drive the terminal or hide.</summary>
internal static class Plain
{
    /// <summary>One line: line ends and tabs become a space, other controls and invisible characters their number.</summary>
    public static string Line(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value is '\n' or '\r' or '\t' ? plain.Append(' ')
                : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    ? plain.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                    : plain.Append(rune);
        }

        return plain.ToString();
    }

    /// <summary>Not longer than so many characters.</summary>
    public static string Cut(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        var end = Math.Max(0, width - 1);
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>Lines of at most so many characters, broken at spaces where there are some.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var space = text.LastIndexOf(' ', width);
            var end = space > width / 2 ? space : width;
            yield return text[..end];
            text = text[end..].TrimStart(' ');
        }

        yield return text;
    }

    /// <summary>`0.4 ms`, `12 ms`, `1.2 s`, `3m 20s`, `1h 02m`.</summary>
    public static string Duration(TimeSpan length) => length switch
    {
        { TotalMilliseconds: < 1 } => Invariant($"{length.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => Invariant($"{length.Milliseconds} ms"),
        { TotalMinutes: < 1 } => Invariant($"{Math.Floor(length.TotalSeconds * 10) / 10:0.0} s"),
        { TotalHours: < 1 } => Invariant($"{length.Minutes}m {length.Seconds:00}s"),
        _ => Invariant($"{Math.Floor(length.TotalHours):0}h {length.Minutes:00}m"),
    };
}
