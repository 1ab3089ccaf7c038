using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What a metric measures as the number that is kept of it: bytes of a size, seconds of a duration.</summary>
public static class MetricAmount
{
    /// <summary>Null of what is no measure.</summary>
    public static decimal? Of(Value? value) => value switch
    {
        Value.Integer integer => integer.Whole,
        Value.Number number => number.Amount,
        Value.Size size => size.Count,
        Value.Duration duration => (decimal)duration.Length.Ticks / TimeSpan.TicksPerSecond,
        _ => null,
    };

    /// <summary>A number that was kept, beside what was measured now: it can be compared with that.</summary>
    public static Value Beside(Value measured, decimal amount) => measured switch
    {
        Value.Size => new Value.Size((long)decimal.Round(amount)),
        Value.Duration => new Value.Duration(TimeSpan.FromMicroseconds((long)decimal.Round(amount * 1_000_000))),
        _ => new Value.Number(amount),
    };
}
