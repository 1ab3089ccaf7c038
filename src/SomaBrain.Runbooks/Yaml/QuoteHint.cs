using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>"put it in quotes", with the text in quotes where that is short: who writes it down as it stands there has mended the value.</summary>
internal static class QuoteHint
{
    private const int LongestShown = 60;

    public static string For(SourceSpan written)
    {
        if (LinesAround.AreOneText(written))
        {
            return "put the whole text in quotes, from its first line to its last, or write it below `|`";
        }

        var text = written.Source.Text[written.From..written.To];
        if (!HasStrayQuotes(text))
        {
            return IsShort(text) ? $"put it in quotes: `{Quoted(text)}`" : "put it in quotes";
        }

        var inner = text[1..^1];
        return IsShort(inner) && !inner.Contains('\\', StringComparison.Ordinal) && !inner.Contains("''", StringComparison.Ordinal)
            ? $"write it as `{Quoted(inner)}`"
            : text[0] == '"' ? "write each quote inside the text as `\\\"`" : "write each quote inside the text as `''`";
    }

    /// <summary>A block of text that begins beside its `|`: in quotes the sign would be part of the text.</summary>
    public static string Block(Source source, SourceSpan value)
    {
        var before = source.Text.AsSpan(ValueText.LineStart(source, value.From), value.Start.Column - 1).Trim();
        var key = before.StartsWith("- ") ? before[1..].TrimStart() : before;
        var sign = source.Text[value.From];
        return $"begin the text on the next line, below `{key} {sign}`, and indent it; where `{sign}` belongs to the text, put all of it in quotes";
    }

    /// <summary>A comparison that leaves out what is compared: in quotes it would be as wrong.</summary>
    public static string? Comparison(Source source, SourceSpan value)
    {
        var before = source.Text.AsSpan(ValueText.LineStart(source, value.From), value.Start.Column - 1).TrimEnd();
        var text = source.Text[value.From..value.To];
        return text[0] != '>' || !IsShort(text) ? null
            : before.EndsWith("warn:") || before.EndsWith("fail:") ? $"write `value {text}`"
            : before.EndsWith("when:") || before.EndsWith("assert:") || before.EndsWith("until:") ? $"write what is compared before the sign: `steps.x.value {text}`"
            : null;
    }

    /// <summary>A text between quotes that holds the same quotes, and not a text between quotes with something behind it: `"a" == "b"`.</summary>
    private static bool HasStrayQuotes(string text) =>
        text is ['"' or '\'', _, _, ..] && text[^1] == text[0]
        && text.IndexOf(text[0], 1) is var second && second < text.Length - 1
        && (char.IsLetterOrDigit(text[second + 1]) || text[second + 1] == '_' || text[second + 1] == text[0] || text[second - 1] == '\\');

    private static string Quoted(string text) => text.Contains('\'', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('"', '\\')
        ? $"\"{text}\""
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsShort(string text) => text.Length is > 0 and <= LongestShown && !text.Contains('\n', StringComparison.Ordinal);
}
