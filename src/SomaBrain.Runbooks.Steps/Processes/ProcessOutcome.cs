using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>What became of a child. Closed: the two records below are all there are.</summary>
public abstract record ProcessOutcome
{
    private ProcessOutcome()
    {
    }

    /// <summary>No process was created. <paramref name="Message"/> and <paramref name="Hint"/> are fit for a diagnostic.</summary>
    public sealed record NotStarted(StartFault Fault, string Message, string? Hint) : ProcessOutcome;

    /// <param name="Ending">Who ended it.</param>
    /// <param name="ExitCode">As a shell shows it: 0–255, or 128 plus the signal's number; -1 when a survivor's is not
    /// known, or when somebody else in this program took it.</param>
    /// <param name="Signal">`SIGKILL` …; null when it exited.</param>
    /// <param name="Identity">The process, as it was given to <see cref="ProcessRequest.Started"/>; without start where nobody asked.</param>
    /// <param name="Stdout">What it wrote there, until its end and at most a second longer.</param>
    /// <param name="Stderr">The same.</param>
    /// <param name="Survivors">After a cancel or timeout: what could not be ended (uninterruptible, or another user's).</param>
    /// <param name="Daemons">After an end by itself: processes it started which go on.</param>
    /// <param name="Elapsed">From the start until all of this was known.</param>
    public sealed record Ended(
        ProcessEnding Ending,
        int ExitCode,
        string? Signal,
        ProcessIdentity Identity,
        CapturedOutput Stdout,
        CapturedOutput Stderr,
        ImmutableArray<NamedProcess> Survivors,
        ImmutableArray<NamedProcess> Daemons,
        TimeSpan Elapsed) : ProcessOutcome;
}
