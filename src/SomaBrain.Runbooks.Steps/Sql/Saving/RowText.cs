using System.Buffers;

namespace SomaBrain.Runbooks.Steps.Sql.Saving;

/// <summary>One value as it stands in a line.</summary>
internal static class RowText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\t\n\r\\");

    /// <summary>RFC 4180. Null is nothing at all, so that it differs from an empty text.</summary>
    public static string Csv(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().ContainsAny(Quoted) || text[0] == ' ' || text[^1] == ' ' => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => text,
    };

    /// <summary>As COPY writes its text format.</summary>
    public static string Tsv(string? text) => text switch
    {
        null => "\\N",
        _ when text.AsSpan().ContainsAny(Escaped) => text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal),
        _ => text,
    };
}
