using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// Splits a script into statements by the rule of psql (psqlscan.l): a semicolon ends a statement outside of parentheses and of
/// the <c>BEGIN ATOMIC … END</c> body of a routine. This needs the scanner only, so that it also works for a grammar newer
/// than the parser's and for a text of any depth; pg_query_split_with_scanner was not taken because it silently
/// drops what starts with no keyword, and cuts a routine's body in pieces. A wrong cut can only leave statements together,
/// which a server refuses in a prepared message and <see cref="PgParser"/> reports.
/// </summary>
public static class PgStatements
{
    public static PgSplit Split(string sql) => PgScanner.Scan(sql) switch
    {
        PgScan.Failed failed => new PgSplit.Failed(failed.Offset, failed.Message),
        PgScan.Scanned scanned => new PgSplit.Statements(Split(sql, scanned.Tokens.AsSpan())),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableArray<SqlStatement> Split(string sql, ReadOnlySpan<PgToken> tokens)
    {
        var statements = ImmutableArray.CreateBuilder<SqlStatement>(1);
        var nesting = default(StatementNesting);
        var first = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Code == ';' && nesting.IsOutside)
            {
                Add(statements, sql, tokens[first..i]);
                (first, nesting) = (i + 1, default);
            }
            else if (tokens[i].Kind != PgTokenKind.Comment)
            {
                nesting.Take(tokens[i], sql);
            }
        }

        Add(statements, sql, tokens[first..]);
        return statements.DrainToImmutable();
    }

    private static void Add(ImmutableArray<SqlStatement>.Builder statements, string sql, ReadOnlySpan<PgToken> tokens)
    {
        while (tokens is [{ Kind: PgTokenKind.Comment } comment, ..] && !IsHint(comment.In(sql)))
        {
            tokens = tokens[1..];
        }

        while (tokens is [.., { Kind: PgTokenKind.Comment }])
        {
            tokens = tokens[..^1];
        }

        if (!tokens.IsEmpty)
        {
            var (start, end) = (tokens[0].Start, tokens[^1].End);
            statements.Add(new(start == 0 && end == sql.Length ? sql : sql[start..end], start));
        }
    }

    /// <summary>A comment that pg_hint_plan obeys belongs to the statement after it.</summary>
    private static bool IsHint(ReadOnlySpan<char> comment) => comment.StartsWith("/*+", StringComparison.Ordinal);
}
