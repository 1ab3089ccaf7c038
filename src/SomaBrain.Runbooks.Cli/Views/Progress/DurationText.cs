using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>How long something took, in at most seven columns: `0 ms`, `45 ms`, `3.2 s`, `1m 05s`, `2h 05m`, `3d 04h`.</summary>
public static class DurationText
{
    public const int Width = 7;

    public static string Of(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{Round(took)}");

    private static FormattableString Round(TimeSpan took) => took switch
    {
        { TotalMilliseconds: < 0 } => $"0 ms",
        { TotalMilliseconds: < 999.5 } => $"{took.TotalMilliseconds:0} ms",
        { TotalSeconds: < 59.95 } => $"{took.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{took.Minutes}m {took.Seconds:00}s",
        { TotalDays: < 1 } => $"{took.Hours}h {took.Minutes:00}m",
        _ => $"{(int)took.TotalDays}d {took.Hours:00}h",
    };
}
