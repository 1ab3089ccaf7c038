using System.Diagnostics;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// Proves with PostgreSQL's own scanner that each hole is a value: exactly one parameter token at its place, touching no word.
/// Touching matters because servers differ: up to 14 <c>$1and</c> is a parameter and a keyword, from 15 an error.
/// </summary>
public static class HoleScan
{
    private static readonly HoleCheck.Ok Ok = new();

    /// <summary>The first that <see cref="All"/> finds.</summary>
    public static HoleCheck Check(PgScan scan, IReadOnlyList<HoleAt> holes) => All(scan, holes) is [var first, ..] ? first : Ok;

    /// <summary>All that is wrong; empty when each hole is a value.</summary>
    /// <param name="scan">Of the statement as it is sent.</param>
    /// <param name="holes">Its holes, by ascending offset.</param>
    public static IReadOnlyList<HoleCheck> All(PgScan scan, IReadOnlyList<HoleAt> holes) => scan switch
    {
        PgScan.Failed failed => [Failed(failed, failed.Sql, holes)],
        PgScan.Scanned { IsPlain: true } when holes.Count == 0 => [],
        PgScan.Scanned scanned => Wrong(scanned.Sql, holes, scanned.Tokens.AsSpan()),
        _ => throw new UnreachableException(),
    };

    private static List<HoleCheck> Wrong(string sql, IReadOnlyList<HoleAt> holes, ReadOnlySpan<PgToken> tokens)
    {
        List<HoleCheck> wrong = [];
        var next = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind == PgTokenKind.Parameter && (next == holes.Count || holes[next].Offset >= tokens[i].End))
            {
                wrong.Add(new HoleCheck.AuthorParameter(tokens[i].Start));
            }

            for (; next < holes.Count && holes[next].Offset < tokens[i].End; next++)
            {
                if (Place(sql, holes[next], tokens, i) is { } place)
                {
                    wrong.Add(new HoleCheck.HoleNotParameter(next, place));
                }
            }
        }

        for (; next < holes.Count; next++)
        {
            wrong.Add(new HoleCheck.HoleNotParameter(next, HolePlace.Other));
        }

        return wrong;
    }

    /// <summary>Null when the hole is the token and nothing but it.</summary>
    private static HolePlace? Place(string sql, HoleAt hole, ReadOnlySpan<PgToken> tokens, int i)
    {
        var token = tokens[i];
        if (token.Kind == PgTokenKind.Parameter && token.Start == hole.Offset && token.In(sql).SequenceEqual(hole.Text))
        {
            var touches = (i > 0 && tokens[i - 1].End == token.Start && IsWord(tokens[i - 1].Kind))
                || (i + 1 < tokens.Length && tokens[i + 1].Start == token.End && IsWord(tokens[i + 1].Kind));
            return touches ? HolePlace.TouchesWord : null;
        }

        return token.Start > hole.Offset ? HolePlace.Other : token.Kind switch
        {
            PgTokenKind.String or PgTokenKind.BitString => HolePlace.InsideString,
            PgTokenKind.DollarString => HolePlace.InsideDollarQuote,
            PgTokenKind.Comment => HolePlace.InsideComment,
            PgTokenKind.QuotedIdentifier => HolePlace.InsideQuotedIdentifier,
            var kind => IsWord(kind) ? HolePlace.TouchesWord : HolePlace.Other,
        };
    }

    private static bool IsWord(PgTokenKind kind) =>
        kind is PgTokenKind.Identifier or PgTokenKind.QuotedIdentifier or PgTokenKind.Keyword or PgTokenKind.Number or PgTokenKind.Parameter;

    /// <summary>A scan that fails at a hole failed because a word follows it: <c>trailing junk after parameter</c>.</summary>
    private static HoleCheck Failed(PgScan.Failed failed, string sql, IReadOnlyList<HoleAt> holes)
    {
        for (var i = 0; i < holes.Count; i++)
        {
            if (holes[i].Offset == failed.Offset && sql[failed.Offset] == '$' && failed.Message.StartsWith("trailing junk", StringComparison.Ordinal))
            {
                return new HoleCheck.HoleNotParameter(i, HolePlace.TouchesWord);
            }
        }

        return new HoleCheck.ScanFailed(failed.Offset, failed.Message);
    }
}
