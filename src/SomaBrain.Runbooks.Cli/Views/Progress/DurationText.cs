using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>How long something took, in at most seven columns: `0 ms`, `45 ms`, `3.2 s`, `1m 05s`, `2h 05m`, `3d 04h`.</summary>
public static class DurationText
{
    public const int Width = 7;

    public static string Of(TimeSpan took) => took switch
    {
        { TotalMilliseconds: < 0 } => "0 ms",
        { TotalMilliseconds: < 999.5 } => Text(took.TotalMilliseconds, "0", " ms"),
        { TotalSeconds: < 59.95 } => Text(took.TotalSeconds, "0.0", " s"),
        { TotalHours: < 1 } => Text(took.Minutes, "0", "m ") + Text(took.Seconds, "00", "s"),
        { TotalDays: < 1 } => Text(took.Hours, "0", "h ") + Text(took.Minutes, "00", "m"),
        _ => Text((int)took.TotalDays, "0", "d ") + Text(took.Hours, "00", "h"),
    };

    private static string Text(double number, string format, string unit) => number.ToString(format, CultureInfo.InvariantCulture) + unit;
}
