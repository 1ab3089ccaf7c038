using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Sql;

/// <summary>The result of a statement as it is written for a test: rows of plain values, with the types of columns where they matter.</summary>
internal static class WrittenRows
{
    public static Value.Row? Read(MappingReader given)
    {
        var types = Types(given);
        var before = given.Bag.Count;
        var rows = given.List("rows") is { } list ? list.Items.Select(node => Row(node, types, given.Bag)).OfType<Value>().ToImmutableArray() : [];
        var saved = given.String("file");
        var sha256 = given.String("sha256");
        var count = given.Integer("count", 0);
        var affected = given.Integer("affected", 0) ?? 0;
        var notices = given.Texts("notices") ?? [];
        return given.Bag.Count > before ? null : new(
        [
            .. saved is null ? new Field[] { new("rows", new Value.List(rows)) } : [new("file", new Value.Text(saved)), new("sha256", new Value.Text(sha256 ?? ""))],
            new("count", new Value.Integer(count ?? rows.Length)),
            new("affected", new Value.Integer(affected)),
            new("notices", new Value.List([.. notices.Select(notice => new Value.Text(notice.Content))])),
        ]);
    }

    private static Dictionary<string, string> Types(MappingReader given) =>
        given.Optional("types") is { } node && Expect.Mapping(node, given.Bag, "`types`") is { } types
            ? types.Entries.Where(entry => entry.Value is YamlNode.Scalar).ToDictionary(entry => entry.Name, entry => ((YamlNode.Scalar)entry.Value).Text.Content, StringComparer.Ordinal)
            : [];

    private static Value.Row? Row(YamlNode node, Dictionary<string, string> types, DiagnosticBag bag)
    {
        if (Expect.Mapping(node, bag, "a row") is not { } row)
        {
            return null;
        }

        return new([.. row.Entries.Select(entry => new Field(entry.Name, Cell(entry, types.GetValueOrDefault(entry.Name), bag)))]);
    }

    private static Value Cell(YamlEntry entry, string? type, DiagnosticBag bag)
    {
        if (entry.Value is not YamlNode.Scalar scalar)
        {
            bag.Add(Problems.WrittenCell(entry.Value.Span, entry.Name));
            return Value.Null.Instance;
        }

        var (text, isPlain) = (scalar.Text.Content, scalar.Style == ScalarKind.Plain);
        return isPlain && text is "" or "null" or "~" ? new Value.Null(type)
            : type is not null ? CellReader.Cell(text, type)
            : isPlain && text is "true" or "false" ? CellReader.Cell(text == "true" ? "t" : "f", "bool")
            : isPlain && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? CellReader.Cell(text, "int8")
            : isPlain && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? CellReader.Cell(text, "numeric")
            : CellReader.Cell(text, "text");
    }
}
