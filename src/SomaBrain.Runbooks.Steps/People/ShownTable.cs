using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.People;

/// <summary>A value as people read it: rows as a table, a row as its fields, anything else as its text. Secrets stay hidden.</summary>
internal static class ShownTable
{
    private const int MostRows = 50;
    private const int WidestCell = 60;

    public static string Of(string title, Value value) => value switch
    {
        Value.Secret { Masked: { } masked } when masked.Contains('\n', StringComparison.Ordinal) => Of(title, new Value.List([.. masked.Split('\n').Select(line => (Value)new Value.Text(line))])),
        Value.Secret { Masked: { } masked } => $"{title}: {Cell(new Value.Text(masked))}",
        Value.Secret => $"{title}: {ValueText.Hidden}",
        Value.List { Items: [] } => $"{title}: none",
        Value.List { Items: [Value.Row, ..] } list => $"{title}:\n{Rows([.. list.Items.OfType<Value.Row>()])}",
        Value.List list => $"{title}:\n{string.Join('\n', list.Items.Take(MostRows).Select(item => $"  {Cell(item)}"))}{More(list.Items.Length)}",
        Value.Row row => $"{title}:\n{string.Join('\n', row.Fields.Select(field => $"  {field.Name}: {Cell(field.Value)}"))}",
        _ => $"{title}: {Cell(value)}",
    };

    private static string Rows(List<Value.Row> rows)
    {
        var names = rows[0].Fields.Select(field => field.Name).ToList();
        List<List<string>> lines = [names, .. rows.Take(MostRows).Select(row => names.Select((name, i) => At(row, name, i) is { } value ? Cell(value) : "").ToList())];
        var widths = names.Select((_, i) => lines.Max(line => DisplayText.Columns(line[i]))).ToList();
        lines.Insert(1, widths.ConvertAll(width => new string('-', width)));
        return string.Join('\n', lines.Select(line => $"  {string.Join("  ", line.Select((cell, i) => cell + new string(' ', widths[i] - DisplayText.Columns(cell))))}".TrimEnd())) + More(rows.Count);
    }

    /// <summary>By its place, as two columns may have one name; rows of JSON have their members in any order.</summary>
    private static Value? At(Value.Row row, string name, int place) =>
        place < row.Fields.Length && row.Fields[place] is { Value: var there } field && field.Name == name ? there : row[name];

    private static string More(int count) => count > MostRows ? string.Create(CultureInfo.InvariantCulture, $"\n  and {count - MostRows:N0} more") : "";

    private static string Cell(Value value)
    {
        var text = TerminalText.Clean(ValueText.Of(value)).Replace('\n', ' ').Replace('\t', ' ');
        var elements = new StringInfo(text);
        return elements.LengthInTextElements <= WidestCell ? text : $"{elements.SubstringByTextElements(0, WidestCell - 1)}…";
    }
}
