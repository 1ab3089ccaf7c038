using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <param name="Rows">Each a <see cref="Value.Row"/> of the columns.</param>
/// <param name="Affected">Rows that an INSERT, UPDATE, DELETE or MERGE changed, or that a new table was filled with; 0 for all else.</param>
/// <param name="Changed">Whether the statement can have changed anything: an UPDATE of no row has not.</param>
internal sealed record StatementResult(ImmutableArray<ResultColumn> Columns, ImmutableArray<Value> Rows, long Affected, bool Changed)
{
    /// <summary>How many rows there were; they stand in <see cref="Rows"/> unless they were saved.</summary>
    public long Count { get; init; } = Rows.Length;

    /// <summary>False of a statement for which the server counts no rows and gives none: `CREATE TABLE`.</summary>
    public bool CountsRows { get; init; } = true;

    public static readonly StatementResult Nothing = new([], [], 0, false);

    /// <summary>The same values under types that were learnt meanwhile.</summary>
    public StatementResult Typed(Func<uint, string?> name)
    {
        var columns = Columns.Select(column => column.SqlType is null ? column with { SqlType = name(column.Oid) } : column).ToImmutableArray();
        return this with
        {
            Columns = columns,
            Rows = [.. Rows.Select(row => (Value)new Value.Row([.. ((Value.Row)row).Fields.Select((field, i) => field with { Value = Typed(field.Value, columns[i].SqlType) })]))],
        };
    }

    private static Value Typed(Value value, string? sqlType) => value switch
    {
        Value.Cell cell => cell with { SqlType = sqlType },
        _ => new Value.Null(sqlType),
    };
}
