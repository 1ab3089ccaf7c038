using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>PostgreSQL's own scanner says whether each hole is exactly one parameter.</summary>
internal static class SqlHoles
{
    /// <param name="holes">Those that became parameters, in order.</param>
    public static Diagnostic? Check(SqlText text, IReadOnlyList<TemplatePart.Hole> holes) => HoleScan.Check(text.Content, text.Holes) switch
    {
        HoleCheck.Ok => null,
        HoleCheck.HoleNotParameter { Where: HolePlace.InsideComment } inside => Problems.HoleInComment(holes[inside.Index].Span),
        HoleCheck.HoleNotParameter { Where: HolePlace.TouchesWord or HolePlace.Other } touching => Problems.HoleTouchesWord(holes[touching.Index].Span),
        HoleCheck.HoleNotParameter inside => Problems.HoleInQuotes(
            holes[inside.Index].Span,
            inside.Where switch
            {
                HolePlace.InsideDollarQuote => "a dollar-quoted body",
                HolePlace.InsideQuotedIdentifier => "a quoted identifier",
                _ => "quotes",
            }),
        HoleCheck.AuthorParameter author => Problems.AuthorParameter(text.Span(author.Offset, 2)),
        HoleCheck.ScanFailed failed => Problems.SqlNotScanned(text.Span(failed.Offset), failed.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
