using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>What a metric usually is: the median of its last values; null below three of them.</summary>
internal static class Baseline
{
    private const int Fewest = 3;

    /// <param name="measured">What it is compared with: it is of the same type.</param>
    public static Value Of(IReadOnlyList<decimal> last, Value measured)
    {
        if (last.Count < Fewest)
        {
            return Value.Null.Instance;
        }

        var sorted = last.Order().ToArray();
        var middle = sorted.Length / 2;
        return MetricAmount.Beside(measured, sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
