using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

internal static class SqlFilters
{
    public static string NameOf(SqlFilter filter) => filter switch
    {
        SqlFilter.Ident => "ident",
        SqlFilter.Table => "table",
        SqlFilter.Literal => "literal",
        SqlFilter.Scram => "scram",
        _ => "raw",
    };

    /// <param name="placeholder">Harmless text of the same tokens, to compare with.</param>
    public static string? Apply(SqlFilter filter, Value value, out string placeholder, out string why)
    {
        placeholder = "";
        why = "this version has no such filter";
        var text = filter switch
        {
            SqlFilter.Ident => SqlNames.Ident(value, out why),
            SqlFilter.Table => SqlNames.Table(value, out why),
            SqlFilter.Literal => SqlNames.Literal(value, out why),
            _ => null,
        };
        if (text is not null)
        {
            placeholder = Placeholder(filter, text);
        }

        return text;
    }

    private static string Placeholder(SqlFilter filter, string text) => filter switch
    {
        SqlFilter.Ident => string.Join(", ", Enumerable.Repeat("\"x\"", Names(text, ','))),
        SqlFilter.Table => string.Join('.', Enumerable.Repeat("\"x\"", Names(text, '.'))),
        _ when text[0] == '\'' => "'x'",
        _ when text[0] == ' ' => " -1",
        _ when char.IsAsciiDigit(text[0]) => "1",
        _ => text, // NULL, TRUE, FALSE
    };

    /// <summary>How many quoted names stand between separators outside quotes.</summary>
    private static int Names(string quoted, char separator)
    {
        var (names, inQuotes) = (1, false);
        foreach (var c in quoted)
        {
            inQuotes ^= c == '"';
            names += c == separator && !inQuotes ? 1 : 0;
        }

        return names;
    }
}
