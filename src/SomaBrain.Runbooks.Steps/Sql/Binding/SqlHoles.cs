using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>PostgreSQL's own scanner says whether each hole is what it should be: one parameter, or the tokens of its filter.</summary>
internal static class SqlHoles
{
    /// <summary>All that is wrong, in order: first those that became parameters, then those that were filled.</summary>
    /// <param name="holes">Those that became parameters, in order.</param>
    public static IReadOnlyList<Diagnostic> Check(SqlText text, IReadOnlyList<TemplatePart.Hole> holes)
    {
        var found = HoleScan.All(text.Scan, text.Holes);
        return found.Count == 0 && text.Filled.Count == 0 ? [] : [.. found.Select(wrong => Of(wrong, text, holes)), .. Filled(text)];
    }

    private static Diagnostic Of(HoleCheck wrong, SqlText text, IReadOnlyList<TemplatePart.Hole> holes) => wrong switch
    {
        HoleCheck.HoleNotParameter misplaced => Misplaced(misplaced.Where, holes[misplaced.Index].Span),
        HoleCheck.AuthorParameter author => Problems.AuthorParameter(text.Span(author.Offset, 2)),
        HoleCheck.ScanFailed failed => NotScanned(failed, text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Diagnostic NotScanned(HoleCheck.ScanFailed failed, SqlText text)
    {
        foreach (var hole in text.Filled)
        {
            if (hole.Start == failed.Offset + 1)
            {
                return Problems.HoleInQuotes(hole.Span, "quotes"); // a filled name brings its own: `""a""`
            }
        }

        return Problems.SqlNotScanned(text.Span(failed.Offset), failed.Message);
    }

    private static IEnumerable<Diagnostic> Filled(SqlText text)
    {
        if (text.Scan is not PgScan.Scanned { Tokens: var tokens })
        {
            yield break;
        }

        var first = 0;
        foreach (var hole in text.Filled)
        {
            while (first < tokens.Length - 1 && tokens[first].End <= hole.Start)
            {
                first++;
            }

            var last = first;
            while (last < tokens.Length - 1 && tokens[last + 1].Start < hole.End)
            {
                last++;
            }

            if (tokens[first].Start < hole.Start)
            {
                yield return Misplaced(Inside(tokens[first].Kind), hole.Span);
                continue;
            }

            var touches = tokens[last].End > hole.End
                || (first > 0 && tokens[first - 1].End == hole.Start && tokens[first].Start == hole.Start && Sticks(tokens[first - 1].Kind))
                || (last < tokens.Length - 1 && tokens[last + 1].Start == hole.End && Sticks(tokens[last + 1].Kind));
            if (touches)
            {
                yield return Problems.HoleTouchesWord(hole.Span);
            }
        }
    }

    private static Diagnostic Misplaced(HolePlace place, SourceSpan span) => place switch
    {
        HolePlace.InsideComment => Problems.HoleInComment(span),
        HolePlace.InsideString => Problems.HoleInQuotes(span, "quotes"),
        HolePlace.InsideDollarQuote => Problems.HoleInQuotes(span, "a dollar-quoted body"),
        HolePlace.InsideQuotedIdentifier => Problems.HoleInQuotes(span, "a quoted identifier"),
        _ => Problems.HoleTouchesWord(span),
    };

    private static HolePlace Inside(PgTokenKind kind) => kind switch
    {
        PgTokenKind.Comment => HolePlace.InsideComment,
        PgTokenKind.String or PgTokenKind.BitString => HolePlace.InsideString,
        PgTokenKind.DollarString => HolePlace.InsideDollarQuote,
        PgTokenKind.QuotedIdentifier => HolePlace.InsideQuotedIdentifier,
        _ => HolePlace.TouchesWord,
    };

    /// <summary>What would grow together with a quoted text: a prefix such as `E` or `U&amp;`, another quoted text.</summary>
    private static bool Sticks(PgTokenKind kind) => kind is not (PgTokenKind.Operator or PgTokenKind.Comment);
}
