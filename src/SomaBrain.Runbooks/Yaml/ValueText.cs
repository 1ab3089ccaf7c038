using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Looks at the source around a value as its author sees it: a line with a key and a value.</summary>
internal static class ValueText
{
    /// <summary>From <paramref name="start"/> to the end of the line, without a comment and blanks.</summary>
    public static SourceSpan ToEndOfLine(Source source, int start)
    {
        start = Math.Clamp(start, 0, source.Text.Length);
        var rest = source.Text.AsSpan(start);
        rest = rest.IndexOfAny('\n', '\r') is >= 0 and var stop ? rest[..stop] : rest;
        rest = rest.IndexOf(" #") is > 0 and var comment ? rest[..comment] : rest;
        return source.Span(start, start + rest.TrimEnd().Length);
    }

    /// <summary>Where the value of the line begins: after its dashes and its first `key: `.</summary>
    public static int Start(Source source, int offset)
    {
        var at = LineStart(source, offset);
        var line = source.Text.AsSpan(at);
        line = line.IndexOfAny('\n', '\r') is >= 0 and var stop ? line[..stop] : line;
        var skipped = 0;
        while (skipped < line.Length && (LineBreaks.IsBlank(line[skipped]) || line[skipped..].StartsWith("- ")))
        {
            skipped++;
        }

        if (LinesAround.KeyLength(line[skipped..]) is >= 0 and var colon)
        {
            skipped += colon + 2;
            skipped += line[skipped..].Length - line[skipped..].TrimStart().Length;
        }

        return at + skipped;
    }

    /// <summary>What YAML keeps for itself at the start of a text without quotes, beside its brackets and quotes.</summary>
    public static bool BeginsNoText(char first) => first is '|' or '>' or '%' or '@' or '`';

    public static bool IsHole(Source source, int offset) =>
        source.Text.AsSpan(offset).StartsWith("{{") || source.Text.AsSpan(offset).StartsWith("{%");

    public static string FirstWord(SourceSpan written) => Read(written).Split(' ', 2)[0];

    /// <summary>A tab among the blanks at the start of the line, when nothing else stands before <paramref name="offset"/>.</summary>
    public static SourceSpan? TabBefore(Source source, int offset)
    {
        var start = LineStart(source, offset);
        for (var i = start; i < source.Text.Length && LineBreaks.IsBlank(source.Text[i]); i++)
        {
            if (source.Text[i] == '\t' && i < offset)
            {
                return source.Span(i, i + 1);
            }
        }

        return null;
    }

    /// <summary>A tab among the blanks that end at <paramref name="offset"/>.</summary>
    public static SourceSpan? TabRightBefore(Source source, int offset)
    {
        for (var i = offset - 1; i >= 0 && LineBreaks.IsBlank(source.Text[i]); i--)
        {
            if (source.Text[i] == '\t')
            {
                return source.Span(i, i + 1);
            }
        }

        return null;
    }

    public static int LineStart(Source source, int offset)
    {
        var at = Math.Clamp(offset, 0, source.Text.Length);
        return source.Text.AsSpan(0, at).LastIndexOfAny('\n', '\r') + 1;
    }

    private static string Read(SourceSpan span) => span.Source.Text[span.From..span.To];
}
