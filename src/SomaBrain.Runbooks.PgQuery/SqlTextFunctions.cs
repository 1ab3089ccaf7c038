namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// Functions that run a query given as text. They run it read-only, which is why they are no side effect themselves
/// (a count over a table that may not exist needs one); but READ ONLY lets the functions of <see cref="SideEffectFunctions"/> through,
/// so that their names are looked for in the string literals of the statement, and a text that is a bare parameter is a
/// side effect, since nobody has seen it. This guards against mistakes; against malice only the role's privileges do.
/// </summary>
internal static class SqlTextFunctions
{
    private const string Unseen = "runs a query whose text is a parameter";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_stat", "ts_rewrite",
        "crosstab", "crosstab2", "crosstab3", "crosstab4", "crosstabn", "crosstab_hash", "connectby", "xpath_table",
    };

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>The side effects of the texts that the statement's functions may run.</summary>
    public static IEnumerable<SideEffect> In(string sql, IReadOnlyList<PgToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind is PgTokenKind.String or PgTokenKind.DollarString)
            {
                foreach (var effect in Named(tokens[i].In(sql).ToString()))
                {
                    yield return effect;
                }
            }
            else if (tokens[i].Kind is PgTokenKind.Identifier or PgTokenKind.QuotedIdentifier && StartsWithParameter(tokens, i + 1))
            {
                var name = tokens[i].In(sql).Trim('"').ToString();
                if (Contains(name))
                {
                    yield return new(name, Unseen);
                }
            }
        }
    }

    private static bool StartsWithParameter(IReadOnlyList<PgToken> tokens, int at)
    {
        var parentheses = at;
        while (at < tokens.Count && (tokens[at].Code == '(' || tokens[at].Kind == PgTokenKind.Comment))
        {
            at++;
        }

        return at > parentheses && at < tokens.Count && tokens[at].Kind == PgTokenKind.Parameter;
    }

    private static IEnumerable<SideEffect> Named(string literal)
    {
        var start = 0;
        for (var i = 0; i <= literal.Length; i++)
        {
            if (i < literal.Length && (char.IsAsciiLetterOrDigit(literal[i]) || literal[i] == '_'))
            {
                continue;
            }

            var word = literal[start..i].ToLowerInvariant();
            start = i + 1;
            if (SideEffectFunctions.Reason(word) is { } reason)
            {
                yield return new(word, reason);
            }
        }
    }
}
