namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class Words
{
    public static readonly IReadOnlyDictionary<string, SqlFilter> Filters = new Dictionary<string, SqlFilter>
    {
        ["ident"] = SqlFilter.Ident,
        ["table"] = SqlFilter.Table,
        ["literal"] = SqlFilter.Literal,
        ["scram"] = SqlFilter.Scram,
        ["raw"] = SqlFilter.Raw,
    };

    public static string? SpelledAs(string word) => word switch
    {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        _ => null,
    };
}
