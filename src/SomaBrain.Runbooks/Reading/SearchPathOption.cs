using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`search_path`: names of schemas, as PostgreSQL splits them. It is no template: who chose it would choose what is called.</summary>
public static class SearchPathOption
{
    public const string Expected = "names of schemas such as `pg_catalog, audit`";

    private const string Name = "([A-Za-z_][A-Za-z0-9_$]{0,62}|\"([^\"]|\"\"){1,63}\")";

    /// <summary>The same rule as a regular expression of JSON Schema, for the whole text.</summary>
    public const string Pattern = $" *{Name} *(, *{Name} *)*";

    /// <summary>The names as they were written; null when absent or wrong.</summary>
    public static string? SearchPath(this MappingReader mapping) =>
        mapping.Parsed("search_path", Expected, text => IsPath(text) ? text : null);

    private static bool IsPath(string text)
    {
        for (var at = 0; ; at++)
        {
            at = NameFrom(text, Blanks(text, at));
            if (at < 0 || (at = Blanks(text, at)) == text.Length)
            {
                return at > 0;
            }

            if (text[at] != ',')
            {
                return false;
            }
        }
    }

    /// <returns>Where the name that begins there ends; -1 where none does, or a longer one than PostgreSQL keeps.</returns>
    private static int NameFrom(string text, int at)
    {
        const int longest = 63;
        var from = at;
        if (at < text.Length && text[at] == '"')
        {
            var quotes = 0;
            for (at++; at < text.Length && (text[at] != '"' || text.AsSpan(at).StartsWith("\"\"", StringComparison.Ordinal)); at++)
            {
                if (text[at] == '"')
                {
                    quotes++;
                    at++;
                }
            }

            var length = at - from - 1 - quotes;
            return at < text.Length && length is > 0 and <= longest ? at + 1 : -1;
        }

        while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '_' || (at > from && (char.IsAsciiDigit(text[at]) || text[at] == '$'))))
        {
            at++;
        }

        return at - from is > 0 and <= longest ? at : -1;
    }

    private static int Blanks(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
