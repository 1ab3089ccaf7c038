using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// A comma ends a text without quotes between braces: of `{ help: Rows, in days }` YAML makes the key `in days` without a value.
/// </summary>
internal static class CommaInText
{
    /// <summary>Whether an entry is a key without a value and without `:`.</summary>
    public static bool IsPiece(YamlEntry entry)
    {
        if (entry.Value is not YamlNode.Scalar { Style: ScalarKind.Plain, Text.Content: "" })
        {
            return false;
        }

        var behind = entry.Key.Span.Source.Text.AsSpan(entry.Key.Span.To).TrimStart();
        return behind is [',' or '}', ..];
    }

    /// <summary>The whole text as it was meant, from the value before the first piece to the last piece; null when no text stands there.</summary>
    public static SourceSpan? Whole(YamlNode.Mapping mapping, int first)
    {
        if (first == 0 || mapping.Entries[first - 1].Value is not YamlNode.Scalar { Style: ScalarKind.Plain, IsNothing: false } begin)
        {
            return null;
        }

        var last = first;
        while (last + 1 < mapping.Entries.Length && IsPiece(mapping.Entries[last + 1]))
        {
            last++;
        }

        return begin.Span.Source.Span(begin.Span.From, mapping.Entries[last].Key.Span.To);
    }

    /// <summary>What to write instead: without a blank in it, a list or a number may have been meant.</summary>
    public static string Hint(SourceSpan whole)
    {
        var text = whole.Source.Text[whole.From..whole.To];
        return text.Length > 40 || text.Contains(' ', StringComparison.Ordinal) || text.Contains('\'', StringComparison.Ordinal)
            ? $"a comma ends a text between braces: {QuoteHint.For(whole)}"
            : $"a comma ends a value between braces: a list is written `[{text}]`, a text with a comma `'{text}'`, a number with a point";
    }
}
