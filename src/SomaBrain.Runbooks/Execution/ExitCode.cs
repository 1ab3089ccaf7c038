namespace SomaBrain.Runbooks.Execution;

/// <summary>Answers "did anything change?" (execution.md §3). 1, 4, 9, 10 and 11 imply that nothing did.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int ChangePlanned = 2;
    public const int Invalid = 3;
    public const int SaidNo = 4;
    public const int FailedUndone = 5;
    public const int FailedAfterChange = 6;
    public const int InDoubt = 7;
    public const int Paused = 8;
    public const int Stale = 9;
    public const int Aborted = 10;
    public const int Locked = 11;
    public const int Internal = 20;
    public const int Usage = 64;
}
