namespace SomaBrain.Runbooks.Cli.Reporting;

/// <summary>Something that happened beside the steps: the run paused, a lock was taken, a server is another one now.</summary>
/// <param name="Line">Of the journal.</param>
/// <param name="Word">`paused`, `resumed`, `locked`, …</param>
public sealed record ReportMoment(long Line, DateTimeOffset At, string Word, string Text);
