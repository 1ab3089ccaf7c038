namespace SomaBrain.Runbooks.PgQuery;

/// <summary>Comparison of scans.</summary>
public static class PgTokens
{
    /// <summary>
    /// Null when both have the same number of tokens and each has the same kind; keywords and operators must be the same ones.
    /// A number is as good as another number: <c>1</c> and <c>1.5</c> differ to the scanner only.
    /// </summary>
    public static ShapeDifference? SameShape(IReadOnlyList<PgToken> before, IReadOnlyList<PgToken> after)
    {
        var common = Math.Min(before.Count, after.Count);
        for (var i = 0; i < common; i++)
        {
            if (!IsSame(before[i], after[i]))
            {
                return new(i, before[i], after[i]);
            }
        }

        return before.Count == after.Count ? null : new(
            common,
            common < before.Count ? before[common] : null,
            common < after.Count ? after[common] : null);
    }

    private static bool IsSame(PgToken before, PgToken after) => before.Kind == after.Kind
        && (before.Code == after.Code || before.Kind is PgTokenKind.Number or PgTokenKind.String or PgTokenKind.QuotedIdentifier);
}
