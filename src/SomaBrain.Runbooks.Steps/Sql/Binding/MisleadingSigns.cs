using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>
/// A blank, a dash or a quote of another alphabet outside of texts, comments and quoted names. PostgreSQL takes each for a letter of a
/// name, and would say that there is no column `‘a’`. Between two letters a quote may belong to a name: `l’age`.
/// </summary>
internal static class MisleadingSigns
{
    /// <summary>The first one; null where there is none, or none is to blame for a text that could not be scanned.</summary>
    public static Diagnostic? Check(SqlText text)
    {
        var sql = text.Scan.Sql;
        var at = LookAlikes.First(sql) < 0 ? -1 : text.Scan switch
        {
            PgScan.Scanned scanned => First(sql, scanned.Tokens.AsSpan()),
            PgScan.Failed failed => Blamed(sql, failed.Offset),
            _ => -1,
        };
        return at < 0 ? null : Problems.SqlNotScanned(text.Span(at), "", sql[at]);
    }

    private static int First(string sql, ReadOnlySpan<PgToken> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Kind == PgTokenKind.Identifier && Find(sql, token.Start, token.End) is >= 0 and var at)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>What touches the number or the parameter that the scanner stopped at, or stands before anything that could be a text or a comment.</summary>
    private static int Blamed(string sql, int stopped)
    {
        var junk = sql.AsSpan(stopped) is ['$', ..] ? stopped + 1 : stopped;
        while (junk < sql.Length && char.IsAsciiDigit(sql[junk]))
        {
            junk++;
        }

        var at = junk > stopped && junk < sql.Length ? Find(sql, junk, junk + 1) : -1;
        var quoted = sql.AsSpan().IndexOfAny("'\"$*-");
        return at >= 0 ? at : Find(sql, 0, quoted < 0 ? sql.Length : quoted);
    }

    private static int Find(string sql, int from, int to)
    {
        while (LookAlikes.First(sql.AsSpan(from, to - from)) is >= 0 and var next)
        {
            var at = from + next;
            if (!LookAlikes.IsQuote(sql[at]) || at == 0 || at + 1 == sql.Length || !char.IsLetter(sql[at - 1]) || !char.IsLetter(sql[at + 1]))
            {
                return at;
            }

            from = at + 1;
        }

        return -1;
    }
}
