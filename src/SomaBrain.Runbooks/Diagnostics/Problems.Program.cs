namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB9xx: the program and its surroundings.</content>
public static partial class Problems
{
    public static Diagnostic PlaybookNotFound(string name, bool isDirectory, string? meant) => Error(
        "RB901",
        null,
        isDirectory ? $"`{name}` is a directory" : $"there is no playbook `{name}`",
        meant is not null ? $"did you mean `{meant}`?" : "give its path, or its name in ./playbooks or $RUNBOOK_PATH");

    public static Diagnostic PlaybookNotReadable(string path, string why) => Error("RB902", null, $"`{path}` cannot be read: {why}", "look at its owner and mode");

    public static Diagnostic ScratchFailed(string message, string hint) => Error("RB903", null, message, hint);

    public static Diagnostic StoppedBeforeStart() => Error("RB904", null, "stopped before the first step", "nothing was executed");

    public static Diagnostic JournalNotOpened(string directory, string why) =>
        Error("RB905", null, $"the journal cannot be written in `{directory}`: {why}", "nothing was executed; free space or mend its mode, or set $RUNBOOK_STATE to another place");

    public static Diagnostic JournalLost(string path, string why) =>
        Error("RB906", null, $"the journal `{path}` could not be written any more, so the run ended: {why}", "look what the last step has done, and mend the disk before you run anything again");

    public static Diagnostic RunIsClosed(string run) => Error("RB907", null, $"run `{run}` is over", "look at it with `runbook show`; start a new one with `runbook run`");

    public static Diagnostic RunNotPaused(string run) =>
        Error("RB908", null, $"run `{run}` does not wait for an answer: it was broken off", "this version continues only paused runs; look with `runbook show` what was done");
}
