using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>The tokens of a statement in upper case, without comments; a quoted name keeps its quotes.</summary>
internal static class StatementWords
{
    public static List<string> Of(string statement) => PgScanner.Scan(statement) is PgScan.Scanned { Tokens: var tokens }
        ? [.. tokens.Where(token => token.Kind != PgTokenKind.Comment).Select(token => token.In(statement).ToString().ToUpperInvariant())]
        : [];

    /// <summary>Where one word stands right behind another.</summary>
    public static bool Has(List<string> words, string first, string second)
    {
        for (var at = words.IndexOf(first); at >= 0; at = words.IndexOf(first, at + 1))
        {
            if (at + 1 < words.Count && words[at + 1] == second)
            {
                return true;
            }
        }

        return false;
    }
}
