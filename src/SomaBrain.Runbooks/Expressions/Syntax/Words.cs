namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class Words
{
    /// <summary>Names that start a hole of ours inside a script.</summary>
    public static readonly string[] Ours = ["params", "vars", "steps", "targets", "run", "item", "index", "error"];

    /// <summary>Words of Scriban that are no names; a step, a parameter or an `as` name must be none of them.</summary>
    public static readonly string[] Reserved =
    [
        "if", "else", "end", "for", "in", "while", "break", "continue", "case", "when", "func", "ret", "capture", "import", "readonly", "with",
        "wrap", "include", "this", "empty", "blank", "do", "tablerow", "and", "or", "not",
    ];

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
