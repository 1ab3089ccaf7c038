using System.Globalization;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.History;

/// <summary>`--since`: how long ago, or when: `2d`, `12h`, `2026-11-22`, `2026-11-22T16:40:00Z`.</summary>
internal static class SinceText
{
    /// <summary>A day begins at midnight UTC, as journals count. Null when it is neither.</summary>
    public static DateTimeOffset? Read(string text, DateTimeOffset now) =>
        Durations.TryParse(text, out var ago) ? (now.UtcTicks > ago.Ticks ? now - ago : DateTimeOffset.MinValue)
        : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day, TimeSpan.Zero)
        : Timestamps.TryParse(text, out var at) ? at
        : null;
}
