using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>A metric measured and compared.</summary>
/// <param name="Amount">As a number, to be remembered; null when unknown.</param>
/// <param name="Threshold">The expression that was true.</param>
/// <param name="Until">What will tell the value, in a dry run that cannot know it.</param>
internal sealed record Judged(
    MetricReading? Reading,
    decimal? Amount,
    Value Baseline,
    string? HistoryKey,
    string? Threshold,
    string? Remedy,
    string? Until,
    Diagnostic? Problem)
{
    public static Judged Refused(Diagnostic problem) => new(null, null, Value.Null.Instance, null, null, null, null, problem);

    public static Judged Unknown(string until) => new(null, null, Value.Null.Instance, null, null, null, until, null);
}
