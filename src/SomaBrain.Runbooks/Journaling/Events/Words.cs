namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>The words of the journal for what is an enumeration in the program.</summary>
public static class Words
{
    public static readonly (StepStatus, string)[] StepStatuses =
        [(StepStatus.Ok, "ok"), (StepStatus.Warned, "warned"), (StepStatus.Failed, "failed"), (StepStatus.AlreadyDone, "already-done"), (StepStatus.Cancelled, "cancelled")];

    public static readonly (Changed, string)[] Changes =
        [(Changed.None, "none"), (Changed.Yes, "yes"), (Changed.Undone, "undone"), (Changed.Unknown, "unknown")];

    public static readonly (RunStatus, string)[] RunStatuses =
    [
        (RunStatus.Done, "done"), (RunStatus.Failed, "failed"), (RunStatus.Aborted, "aborted"), (RunStatus.Rejected, "rejected"),
        (RunStatus.InDoubt, "in-doubt"), (RunStatus.Broken, "broken"),
    ];

    public static readonly (Resolution, string)[] Resolutions =
        [(Resolution.Done, "done"), (Resolution.NotDone, "not-done"), (Resolution.Retry, "retry")];

    public static readonly (AnswerMeans, string)[] Means =
        [(AnswerMeans.Terminal, "terminal"), (AnswerMeans.YesFlag, "--yes"), (AnswerMeans.Resume, "resume")];

    public static string Word<T>(this (T, string)[] words, T value)
        where T : struct, Enum
    {
        foreach (var (known, word) in words)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return word;
            }
        }

        throw new InvalidOperationException($"no word for {value}");
    }

    public static T Read<T>(this (T, string)[] words, string word)
        where T : struct, Enum
    {
        foreach (var (value, known) in words)
        {
            if (known == word)
            {
                return value;
            }
        }

        throw new FormatException();
    }
}
