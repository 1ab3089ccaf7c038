using System.Globalization;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Planning;

/// <summary>The one thing of a step's result that an operator looks for first: `3 rows`, `2,145 rows affected`, `12.0 %`.</summary>
public static class KeyResult
{
    /// <summary>A member of a result that is only there, and false, when the statement counts no rows: `CREATE TABLE`. No expression sees it.</summary>
    public const string Counts = "counts";

    /// <summary>Of a loop that was stopped: the turns that came to their end, and how many there would have been.</summary>
    public const string TurnsDone = "turns";

    public const string TurnsInAll = "of";

    private const int MostFields = 3;
    private const int LongestText = 200;
    private const int MostDecimals = 6;

    /// <summary>Reads the members that the result has, whatever kind of step it is of. Null when there is nothing to say.</summary>
    /// <param name="reads">The step's effect is `read`: how many rows it affected means nothing.</param>
    public static string? Of(Value? result, bool reads, MetricReading? metric)
    {
        if (metric is not null)
        {
            return OfMetric(metric);
        }

        return result is not Value.Row row ? null
            : !reads && row[Counts] is not null ? "done"
            : !reads && Scalar(row["affected"]) is Value.Integer affected && !(affected.Whole == 0 && row["rows"] is Value.List { Items.IsEmpty: false }) ? Count(affected.Whole, "row affected", "rows affected")
            : row["rows"] is Value.List rows ? OfRows(rows)
            : row["stdout"] is { } stdout and not (Value.Missing or Value.Secret { Masked: null }) ? OfOutput(stdout, row["exit_code"], row["daemons"])
            : row["body"] is not null && row["status"] is { } code ? $"status {ValueText.Of(code)}"
            : row["by"] is { } who && row["value"] is { } said ? $"{Text(said)}, by {ValueText.Of(who)}"
            : row["by"] is { } by ? $"by {ValueText.Of(by)}"
            : row["rescued"] is Value.Boolean { Is: true } ? "rescued"
            : null;
    }

    /// <summary>`moved 12, left 0`: results whose names the author chose. Null when there are none, or too many.</summary>
    public static string? OfFields(Value? result) => result is Value.Row { Fields: { Length: > 0 and <= MostFields } fields } && fields[0].Name != "rescued"
        ? string.Join(", ", fields.Select(field => $"{field.Name} {Shown(field.Value)}"))
        : null;

    /// <summary>`stopped after 2 of 6 turns`: how far a loop came that the operator stopped. Null of any other end.</summary>
    public static string? OfStop(JournalEvent.StepOutcome ended) => ended is { Status: StepStatus.Cancelled, Result: Value.Row row } && row[TurnsDone] is Value.Integer done
        ? row[TurnsInAll] is Value.Integer all
            ? string.Create(CultureInfo.InvariantCulture, $"stopped after {done.Whole:N0} of {Count(all.Whole, "turn", "turns")}")
            : $"stopped after {Count(done.Whole, "turn", "turns")}"
        : null;

    /// <summary>How many rows a statement changed; null where it counts none.</summary>
    public static long? Rows(Value? result) =>
        result is Value.Row row && row[Counts] is null && Scalar(row["affected"]) is Value.Integer affected ? affected.Whole : null;

    /// <summary>`connections_pct 12.0 %`, with the labels that tell it from others of its name.</summary>
    public static string OfMetric(MetricReading metric) => $"{NameOf(metric)} {Amount(metric)}";

    /// <summary>Its name, with the labels that tell it from others of the name.</summary>
    public static string NameOf(MetricReading metric) => string.Join(' ', [metric.Name, .. metric.Labels.Select(label => label.Value)]);

    /// <summary>A metric's value with its unit, as people read it: `1.4 %`, `9.1 MiB`, `12 s`, `unknown`.</summary>
    public static string Amount(MetricReading metric) => (Scalar(metric.Value), metric.Unit) switch
    {
        (null or Value.Null, _) => "unknown",
        (Value.Integer whole, "B" or "bytes") => Sizes.Approximate(whole.Whole),
        (Value.Number number, "B" or "bytes") => Sizes.Approximate(number.Amount),
        (var value, null) => Digits(value),
        (var value, "1/s") => $"{Digits(value)}/s",
        (var value, var unit) => $"{Digits(value)} {unit}",
    };

    /// <summary>A quotient has 28 digits; nobody reads more than the first of them. The journal has them all.</summary>
    private static string Digits(Value value) => value is Value.Number { Amount: var amount } && amount.Scale > MostDecimals
        ? ValueText.Of(new Value.Number(decimal.Parse(amount.ToString("G6", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)))
        : ValueText.Of(value);

    /// <summary>`1 row`, `2,145 rows`.</summary>
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private static string OfRows(Value.List rows) => rows.Items is [Value.Row { Fields.Length: > 0 and <= MostFields } only]
        ? string.Join(", ", only.Fields.Select(field => $"{field.Name} {Text(field.Value)}"))
        : Count(rows.Items.Length, "row", "rows");

    private static string? OfOutput(Value stdout, Value? exitCode, Value? daemons)
    {
        if (daemons is Value.List { Items: [Value.Row daemon, ..] all })
        {
            var more = all.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - 1:N0} more") : "";
            return $"goes on: process {Text(daemon["pid"]!)} {Text(daemon["command"]!)}{more}";
        }

        var text = (stdout is Value.Secret { Masked: { } masked } ? masked : ValueText.Of(stdout)).Trim();
        var lines = text.AsSpan().Count('\n') + 1;
        var code = Scalar(exitCode) is Value.Integer { Whole: not 0 } failed ? string.Create(CultureInfo.InvariantCulture, $"exit {failed.Whole}") : null;
        return code ?? (text.Length == 0 ? null : lines == 1 ? Cut(text) : Count(lines, "line", "lines"));
    }

    private static Value? Scalar(Value? value) => value is Value.Cell cell ? cell.Scalar : value;

    private static string Shown(Value value) => value switch
    {
        Value.List list => Count(list.Items.Length, "item", "items"),
        Value.Row row => Count(row.Fields.Length, "member", "members"),
        _ => Text(value),
    };

    private static string Text(Value value) => Cut(value is Value.Secret { Masked: { } masked } ? masked : ValueText.Of(Scalar(value) is Value.Boolean yes ? yes : value));

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..LongestText]}…";
}
