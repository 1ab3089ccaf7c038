using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>A metric's value as monitoring takes it: a number in a base unit.</summary>
/// <param name="Amount">Null when it is unknown.</param>
/// <param name="Unit">`s`, `%`, `B`, `c`, or empty.</param>
/// <param name="Factor">What a bare number in the metric's own unit is multiplied with.</param>
public sealed record Quantity(decimal? Amount, string Unit, decimal Factor)
{
    public static Quantity Of(MetricReading reading)
    {
        var value = reading.Value is Value.Cell cell ? cell.Scalar : reading.Value;
        var (unit, factor) = (value, reading.Unit) switch
        {
            (Value.Duration, _) => ("s", 1m),
            (Value.Size, _) => ("B", 1m),
            (_, "s" or "seconds") => ("s", 1m),
            (_, "ms") => ("s", 0.001m),
            (_, "%") => ("%", 1m),
            (_, "B" or "bytes") => ("B", 1m),
            (_, "c") => ("c", 1m),
            _ => ("", 1m),
        };
        decimal? amount = value switch
        {
            Value.Integer x => x.Whole * factor,
            Value.Number x => x.Amount * factor,
            Value.Size x => x.Count,
            Value.Duration x => (decimal)x.Length.Ticks / TimeSpan.TicksPerSecond,
            _ => null,
        };
        return new(amount, unit, factor);
    }

    /// <summary>A duration in a threshold is in seconds already, a bare number in the metric's unit.</summary>
    public string Text => Amount is { } amount ? Decimals.Format(amount) : "";
}
