using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>The result of an `sql` step: what is kept, and what is derived from it.</summary>
internal static class SqlResult
{
    public static Value.Row Of(ImmutableArray<Value> rows, long affected, IEnumerable<string> notices) => new(
    [
        new("rows", new Value.List(rows)),
        new("count", new Value.Integer(rows.Length)),
        new("affected", new Value.Integer(affected)),
        new("notices", new Value.List([.. notices.Select(notice => new Value.Text(notice))])),
    ]);

    /// <summary>
    /// Adds `row` and `value`: of exactly one row they are there, of no row they are missing (`??` helps), of several they do
    /// not exist at all (language.md §3).
    /// </summary>
    public static Value.Row WithRow(Value.Row kept)
    {
        if (kept["rows"] is not Value.List { Items: var rows } || rows.Length > 1)
        {
            return kept;
        }

        var none = new Value.Missing("the statement returned no row");
        var row = rows is [var only] ? only : none;
        var value = row is Value.Row { Fields: [var first, ..] } ? first.Value : none;
        return new([.. kept.Fields, new("row", row), new("value", value)]);
    }
}
