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
    public static PgSplit Split(PgScan script) => script switch
    {
        PgScan.Failed failed => new PgSplit.Failed(failed.Offset, failed.Message),
        PgScan.Scanned { IsPlain: true, Sql: var plain } => new PgSplit.Statements([Only(plain)]),
        PgScan.Scanned scanned => new PgSplit.Statements(Split(scanned)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>No token of a plain text tells anything about it.</summary>
    private static SqlStatement Only(string plain)
    {
        var from = plain.AsSpan().IndexOfAnyExcept(PlainSql.Blanks);
        return new(plain.Trim([.. PlainSql.Blanks]), from) { Tokens = [] };
    }

    private static ImmutableArray<SqlStatement> Split(PgScan.Scanned script)
    {
        var (sql, tokens) = (script.Sql, script.Tokens);
        var statements = ImmutableArray.CreateBuilder<SqlStatement>(1);
        var nesting = default(StatementNesting);
        var first = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Code == ';' && nesting.IsOutside)
            {
                Add(statements, script, first, i);
                (first, nesting) = (i + 1, default);
            }
            else if (tokens[i].Kind != PgTokenKind.Comment)
            {
                nesting.Take(tokens[i], sql);
            }
        }

        Add(statements, script, first, tokens.Length);
        return statements.DrainToImmutable();
    }

    private static void Add(ImmutableArray<SqlStatement>.Builder statements, PgScan.Scanned script, int first, int end)
    {
        var (sql, tokens) = (script.Sql, script.Tokens);
        while (first < end && tokens[first].Kind == PgTokenKind.Comment && !IsHint(tokens[first].In(sql)))
        {
            first++;
        }

        while (first < end && tokens[end - 1].Kind == PgTokenKind.Comment)
        {
            end--;
        }

        if (first < end)
        {
            var (from, to) = (tokens[first].Start, tokens[end - 1].End);
            statements.Add(new(from == 0 && to == sql.Length ? sql : sql[from..to], from)
            {
                Tokens = script.HasNewerLiterals ? default : Own(tokens, first, end),
            });
        }
    }

    /// <summary>A scan has no memory from one token to the next: alone, the statement has the same ones.</summary>
    private static ImmutableArray<PgToken> Own(ImmutableArray<PgToken> script, int first, int end)
    {
        var from = script[first].Start;
        if (from == 0 && end - first == script.Length)
        {
            return script;
        }

        var own = ImmutableArray.CreateBuilder<PgToken>(end - first);
        foreach (var token in script.AsSpan()[first..end])
        {
            own.Add(token with { Start = token.Start - from, End = token.End - from });
        }

        return own.MoveToImmutable();
    }

    /// <summary>A comment that pg_hint_plan obeys belongs to the statement after it.</summary>
    private static bool IsHint(ReadOnlySpan<char> comment) => comment.StartsWith("/*+", StringComparison.Ordinal);
}
