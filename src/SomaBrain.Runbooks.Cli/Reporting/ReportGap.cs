namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>Time in which no step was at work.</summary>
/// <param name="Line">The line of the journal that ends it.</param>
/// <param name="IsPause">No process was at work either: the run waited for people, or had crashed.</param>
public sealed record ReportGap(long Line, DateTimeOffset From, TimeSpan Length, bool IsPause)
{
    /// <summary>Shorter ones are not worth a line.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
}
