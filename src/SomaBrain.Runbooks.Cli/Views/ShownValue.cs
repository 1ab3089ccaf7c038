using System.Globalization;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>Values as a person reads them, on one line.</summary>
internal static class ShownValue
{
    private static readonly string[] Telling = ["value", "affected", "row", "exit_code", "count", "arm", "by", "ok"];

    public static string Of(Value value) => value switch
    {
        Value.Null => "null",
        Value.Missing => "–",
        Value.Boolean boolean => boolean.Is ? "true" : "false",
        Value.Integer integer => integer.Whole.ToString(CultureInfo.InvariantCulture),
        Value.Number number => number.Amount.ToString(CultureInfo.InvariantCulture),
        Value.Text text => Plain.Line(text.Content),
        Value.Timestamp timestamp => timestamp.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Value.Duration duration => Plain.Duration(duration.Length),
        Value.Size size => $"{size.Count.ToString(CultureInfo.InvariantCulture)} bytes",
        Value.Bytes bytes => $"{bytes.Content.Length} bytes",
        Value.List list => $"[{string.Join(", ", list.Items.Take(5).Select(Of))}{(list.Items.Length > 5 ? $", … {list.Items.Length}" : "")}]",
        Value.Row row => string.Join(", ", row.Fields.Select(f => $"{Plain.Line(f.Name)} = {Of(f.Value)}")),
        Value.Cell cell => Plain.Line(cell.Content),
        Value.Secret secret => $"<secret {Plain.Line(secret.Name)}>",
        Value.Unknown unknown => $"(known after {Plain.Line(unknown.Until)})",
        _ => "",
    };

    /// <summary>What is worth a line of a step's result; null when nothing is.</summary>
    public static string? KeyOf(Value? result)
    {
        if (result is not Value.Row row)
        {
            return result is null or Value.Null ? null : Of(result);
        }

        var told = Telling.Select(name => (Name: name, Value: row[name])).FirstOrDefault(x => x.Value is not null and not Value.Missing and not Value.Null);
        return told.Value is null ? null : told.Name is "value" or "row" ? Of(told.Value) : $"{told.Name} = {Of(told.Value)}";
    }
}
