using SomaBrain.Runbooks.Cli.Views.Progress;

namespace SomaBrain.Runbooks.Cli.Views.Replaying;

/// <summary>The time in which nothing was recorded, between two rows of a timeline.</summary>
internal static class IdleTime
{
    /// <summary>Less is the work of the program itself.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Null when one followed the other.</summary>
    public static TimeSpan? Between(TimelineRow before, TimelineRow row)
    {
        var idle = row.At - (row.Duration ?? TimeSpan.Zero) - before.At;
        return idle >= Least ? idle : null;
    }

    /// <summary>"paused for 3h 2m".</summary>
    public static string Text(TimelineRow before, TimelineRow row, TimeSpan idle) => $"{Word(before, row)} {DurationText.Of(idle)}";

    private static string Word(TimelineRow before, TimelineRow row) =>
        before.Status == "paused" ? "paused for" : row.Status == "answered" ? "waited for an answer" : "idle for";
}
