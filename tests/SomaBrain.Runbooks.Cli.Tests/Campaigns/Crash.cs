namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>The program dies, or its system fails it, at the N-th call of a kind: an order to `tests/Crash/crash.c`.</summary>
/// <param name="What">A class of calls, such as `write` (of the journal) or `send`.</param>
/// <param name="Call">From 1.</param>
/// <param name="How">Such as `before`, `half`, `full`.</param>
internal sealed record Crash(string What, int Call, string How)
{
    /// <summary>The exit code of a program that SIGKILL ended.</summary>
    public const int Killed = 137;

    public static string Library { get; } = Path.Combine(AppContext.BaseDirectory, "crash.so");

    /// <summary>Whether the call ends the program at once.</summary>
    public bool Kills => How is "before" or "half" or "after";

    public override string ToString() => $"{What}:{Call}:{How}";
}
