using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// Functions that run a query given as text. They run it read-only, which is why they are no side effect themselves
/// (a count over a table that may not exist needs one); but READ ONLY lets the functions of <see cref="SideEffectFunctions"/> through,
/// so that their names are looked for in the string literals of the statement, and a text that is anything but one literal is a
/// side effect, since nobody has seen it. This guards against mistakes; against malice only the role's privileges do.
/// </summary>
internal static class SqlTextFunctions
{
    private const string Unseen = "runs a query whose text is put together first";

    private const string Parameter = "runs a query whose text is a parameter";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_stat", "ts_rewrite",
        "crosstab", "crosstab2", "crosstab3", "crosstab4", "crosstabn", "crosstab_hash", "connectby", "xpath_table",
    };

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>The side effects of the texts that the statement's functions may run.</summary>
    /// <param name="calls">How often it calls one of them.</param>
    public static IEnumerable<SideEffect> In(string sql, ImmutableArray<PgToken> tokens, int calls)
    {
        var code = Code(tokens);
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i].Kind is PgTokenKind.String or PgTokenKind.DollarString)
            {
                foreach (var effect in Named(code[i].In(sql).ToString()))
                {
                    yield return effect;
                }
            }
            else if (code[i].Kind is PgTokenKind.Identifier or PgTokenKind.QuotedIdentifier && i + 1 < code.Length && code[i + 1].Code == '(')
            {
                var name = code[i].In(sql).Trim('"').ToString();
                if (Contains(name))
                {
                    calls--;
                    if (Why(name, QueryText.Of(sql, code, i + 2)) is { } why)
                    {
                        yield return new(name, why);
                    }
                }
            }
        }

        if (calls > 0)
        {
            yield return new("query_to_xml", Unseen); // under a name that is written otherwise
        }
    }

    private static string? Why(string name, List<QueryText> arguments)
    {
        var (from, to) = name.ToLowerInvariant() switch
        {
            "ts_rewrite" => (1, arguments.Count == 2 ? 2 : 1),
            "xpath_table" => (0, 5),
            "connectby" => (0, arguments.Count > 5 ? 4 : 3),
            var other => (0, other.StartsWith("crosstab", StringComparison.Ordinal) ? 2 : 1),
        };
        for (var i = from; i < to && i < arguments.Count; i++)
        {
            if (!arguments[i].IsSeen)
            {
                return arguments[i].IsParameter ? Parameter : Unseen;
            }
        }

        return null;
    }

    private static PgToken[] Code(ImmutableArray<PgToken> tokens)
    {
        var code = new PgToken[tokens.Length];
        var count = 0;
        foreach (var token in tokens)
        {
            code[count] = token;
            count += token.Kind == PgTokenKind.Comment ? 0 : 1;
        }

        return code[..count];
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
            else if (Contains(word))
            {
                yield return new(word, Unseen);
            }
        }
    }
}
