using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>
/// The name of a metric in Prometheus, after its naming rules: prefix of the program, base unit as suffix. Percent becomes a
/// ratio, milliseconds become seconds.
/// </summary>
public static class FamilyName
{
    private const string Prefix = "runbook_";

    private static readonly string[] Own = ["metric_level", "last_run_timestamp_seconds", "last_run_exit_code"];

    /// <summary>Endings that stand for a type of metric which ours are not.</summary>
    private static readonly string[] Reserved = ["_total", "_count", "_sum", "_bucket", "_info"];

    /// <returns>The name, and what the quantity is multiplied with.</returns>
    public static (string Name, decimal Factor) Of(MetricReading reading)
    {
        var (suffix, endings, factor) = Quantity.Of(reading).Unit switch
        {
            "s" => ("_seconds", new[] { "_s", "_sec", "_secs", "_ms" }, 1m),
            "B" => ("_bytes", ["_b"], 1m),
            "%" => ("_ratio", ["_pct", "_percent", "_percentage"], 0.01m),
            _ => ("", [], 1m),
        };
        var name = reading.Name;
        var ending = Array.Find(endings, end => name.EndsWith(end, StringComparison.Ordinal) && name.Length > end.Length);
        name = ending is null ? name : name[..^ending.Length];
        name = name.EndsWith(suffix, StringComparison.Ordinal) ? name : $"{name}{suffix}";
        var taken = Own.Contains(name, StringComparer.Ordinal) || Reserved.Any(end => name.EndsWith(end, StringComparison.Ordinal));
        return ($"{Prefix}{name}{(taken ? "_value" : "")}", factor);
    }
}
