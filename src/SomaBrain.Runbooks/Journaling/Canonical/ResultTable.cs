using System.Collections.Immutable;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// A result set, its columns said once: `{"$table":[["id","int8","integer"],["name","text","text"]],"rows":[["1","a"],["2",null]]}`.
/// Fits a list of rows with the same names, in which each column holds cells of one type and form, and nulls.
/// </summary>
internal static class ResultTable
{
    private sealed record Column(string Name, string? Type, string Form);

    /// <summary>Null when the list is not such a table.</summary>
    public static Json.Object? TryWrite(Value.List list)
    {
        if (list.Items is not [Value.Row { Fields.Length: > 0 } first, ..] || Columns(list, first) is not { } columns)
        {
            return null;
        }

        return new(
        [
            new("$table", new Json.Array(ImmutableArray.CreateRange<Column, Json>(columns, Head))),
            new("rows", new Json.Array(ImmutableArray.CreateRange<Value, Json>(list.Items, row => new Json.Array(ImmutableArray.CreateRange(((Value.Row)row).Fields, Content))))),
        ]);
    }

    public static Value.List Read(Json.Object members)
    {
        var columns = ValueJson.Items(members["$table"])
            .Select(ValueJson.Items)
            .Select(c => c is [var name, var type, var form] ? new Column(ValueJson.Text(name), type is Json.Null ? null : ValueJson.Text(type), ValueJson.Text(form)) : throw new FormatException())
            .ToImmutableArray();
        return new([.. ValueJson.Items(members["rows"]).Select(row => ReadRow(columns, ValueJson.Items(row)))]);
    }

    private static Json.Array Head(Column column) =>
        new([new Json.Text(column.Name), column.Type is null ? Json.Null.Instance : new Json.Text(column.Type), new Json.Text(column.Form)]);

    private static Json Content(Field field) => field.Value is Value.Cell cell ? new Json.Text(cell.Content) : Json.Null.Instance;

    private static Value.Row ReadRow(ImmutableArray<Column> columns, ImmutableArray<Json> cells) => cells.Length == columns.Length
        ? new([.. columns.Zip(cells, (c, cell) => new Field(c.Name, cell is Json.Null ? Value.Null.Instance : CellJson.Read(ValueJson.Text(cell), c.Type, c.Form)))])
        : throw new FormatException();

    private static ImmutableArray<Column>? Columns(Value.List list, Value.Row first)
    {
        var columns = new Column?[first.Fields.Length];
        foreach (var item in list.Items)
        {
            if (item is not Value.Row { IsJson: false } row || row.Fields.Length != columns.Length)
            {
                return null;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                var field = row.Fields[i];
                if (field.Name != first.Fields[i].Name || !Fits(field.Value, field.Name, ref columns[i]))
                {
                    return null;
                }
            }
        }

        // A column of nulls only has no type to tell.
        return [.. columns.Select((c, i) => c ?? new(first.Fields[i].Name, null, CellJson.AsText))];
    }

    private static bool Fits(Value value, string name, ref Column? column)
    {
        if (value is not Value.Cell cell)
        {
            return value is Value.Null;
        }

        if (CellJson.FormOf(cell) is not { } form)
        {
            return false;
        }

        column ??= new(name, cell.SqlType, form);
        return column.Type == cell.SqlType && column.Form == form;
    }
}
