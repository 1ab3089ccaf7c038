using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>`search_path`: names of schemas, as PostgreSQL splits them. It is no template: who chose it would choose what is called.</summary>
public static class SearchPathOption
{
    public const string Expected = "names of schemas such as `pg_catalog, audit`";

    private const string Name = "([A-Za-z_][A-Za-z0-9_$]{0,62}|\"([^\"]|\"\"){1,63}\")";

    /// <summary>The same rule as a regular expression of JSON Schema, for the whole text.</summary>
    public const string Pattern = $" *{Name} *(, *{Name} *)*";

    private static readonly Text.Pattern Whole = new($@"\A(?:{Pattern})\z");

    /// <summary>The names as they were written; null when absent or wrong.</summary>
    public static string? SearchPath(this MappingReader mapping) =>
        mapping.Parsed("search_path", Expected, text => Whole.Regex.IsMatch(text) ? text : null);
}
