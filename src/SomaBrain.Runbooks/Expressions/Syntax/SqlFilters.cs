namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class SqlFilters
{
    public static readonly IReadOnlyDictionary<string, SqlFilter> ByName = new Dictionary<string, SqlFilter>
    {
        ["ident"] = SqlFilter.Ident,
        ["table"] = SqlFilter.Table,
        ["literal"] = SqlFilter.Literal,
        ["scram"] = SqlFilter.Scram,
        ["raw"] = SqlFilter.Raw,
    };
}
