using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Secrecy;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>The result of an `sql` step: what is kept, and what is derived from it.</summary>
internal static class SqlResult
{
    /// <param name="saved">The members of a file that the rows went to; null when they are here.</param>
    public static Value.Row Of(SqlRun run, StatementResult last, IEnumerable<string> notices, Field[]? saved = null) => new(
    [
        .. saved is null ? new Field[] { new("rows", new Value.List(SecretCells.Hide(last.Rows, run))) } : saved,
        .. Counts(last),
        new("notices", new Value.List([.. notices.Select(notice => new Value.Text(notice))])),
    ]);

    /// <summary>What is known before COMMIT, without its rows, of which there may be many: the journal has them once.</summary>
    /// <param name="saved">As for a result.</param>
    public static Value.Row WithoutRows(StatementResult last, Field[]? saved) =>
        new([.. saved ?? (last.Rows.IsEmpty ? [new("rows", new Value.List([]))] : Array.Empty<Field>()), .. Counts(last)]);

    private static Field[] Counts(StatementResult last) =>
    [
        new("count", new Value.Integer(last.Count)),
        new("affected", new Value.Integer(last.Affected)),
        .. last.CountsRows ? Array.Empty<Field>() : [new(KeyResult.Counts, new Value.Boolean(false))],
    ];

    /// <summary>
    /// Adds `row` and `value`: of exactly one row they are there, of no row they are missing (`??` helps), of several they do
    /// not exist at all (language.md §3).
    /// </summary>
    public static Value.Row WithRow(Value.Row kept)
    {
        if (kept["file"] is { } file)
        {
            var elsewhere = new Value.Missing(file is Value.Text { Content: var path } ? $"the rows were saved to {path}" : "the rows go to a file");
            return new([.. kept.Fields, new("rows", elsewhere), new("row", elsewhere), new("value", elsewhere)]);
        }

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
