using System.Globalization;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// A cell of a result: `{"$pg":TYPE,"text":"42","as":"integer"}`. `as` says how the scalar follows from the text (left out
/// when it is the text); a scalar that does not follow stands in `value`.
/// </summary>
internal static class CellJson
{
    public const string AsText = "text";

    public static Json.Object Write(Value.Cell cell)
    {
        var form = FormOf(cell);
        return new(
        [
            new("$pg", cell.SqlType is null ? Json.Null.Instance : new Json.Text(cell.SqlType)),
            new("text", new Json.Text(cell.Content)),
            .. form switch
            {
                AsText => (ReadOnlySpan<Json.Member>)[],
                null => [new("value", ValueJson.Write(cell.Scalar))],
                _ => [new("as", new Json.Text(form))],
            },
        ]);
    }

    public static Value.Cell Read(Json.Object members)
    {
        var (content, type) = (ValueJson.Text(members["text"]), members["$pg"] is Json.Null ? null : ValueJson.Text(members["$pg"]));
        return members["value"] is { } scalar
            ? new(content, type, ValueJson.Read(scalar))
            : Read(content, type, members["as"] is { } form ? ValueJson.Text(form) : AsText);
    }

    public static Value.Cell Read(string content, string? type, string form) =>
        new(content, type, Scalar(content, form) ?? throw new FormatException());

    /// <summary>How the scalar follows from the text; null when it does not.</summary>
    public static string? FormOf(Value.Cell cell)
    {
        var form = cell.Scalar switch
        {
            Value.Text => AsText,
            Value.Integer => "integer",
            Value.Number => "number",
            Value.Boolean => "boolean",
            Value.Timestamp => "timestamp",
            Value.Null => "null",
            _ => null,
        };
        return form is not null && Scalar(cell.Content, form) is { } scalar && scalar == cell.Scalar && SameScale(scalar, cell.Scalar) ? form : null;
    }

    private static Value? Scalar(string content, string form) => form switch
    {
        AsText => new Value.Text(content),
        "integer" when long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => new Value.Integer(whole),
        "number" when decimal.TryParse(content, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) => new Value.Number(amount),
        "boolean" when content is "t" or "f" => new Value.Boolean(content == "t"),
        "timestamp" when DateTimeOffset.TryParseExact(content, Stamps, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => new Value.Timestamp(at),
        "null" => Value.Null.Instance,
        _ => null,
    };

    /// <summary>PostgreSQL's own form under `DateStyle=ISO`, `TimeZone=UTC`.</summary>
    private static readonly string[] Stamps = ["yyyy-MM-dd HH:mm:ss.FFFFFF+00", "yyyy-MM-dd HH:mm:ss.FFFFFF"];

    /// <summary>1.5 and 1.50 are equal, and still not the same digits.</summary>
    private static bool SameScale(Value a, Value b) => (a, b) is not (Value.Number x, Value.Number y) || x.Amount.Scale == y.Amount.Scale;
}
