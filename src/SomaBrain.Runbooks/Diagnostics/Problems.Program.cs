using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB9xx: the program and its surroundings.</content>
public static partial class Problems
{
    public static Diagnostic PlaybookNotFound(string name, bool isDirectory, string? meant, bool isSearched = false) => Error(
        "RB901",
        null,
        isSearched ? $"no playbook is in the directory `{name}`" : isDirectory ? $"`{name}` is a directory" : $"there is no playbook `{name}`",
        isSearched ? "name another one; a playbook is a `.yaml` file with a line `runbook: 1`" : isDirectory ? "name one file in it" : meant is not null ? $"did you mean `{meant}`?" : "give its path, or its name in ./playbooks or $RUNBOOK_PATH");

    public static Diagnostic PlaybookNotReadable(string path, string why, bool isFile = true) =>
        Error("RB902", null, $"`{path}` cannot be read: {why}", isFile ? "look at its owner and mode" : "name a file; what a program prints has to be put into one first");

    public static Diagnostic ScratchFailed(string message, string hint) => Error("RB903", null, message, hint);

    /// <summary>Of an error catalogue.</summary>
    public static Diagnostic ErrorNotNamed(SourceSpan span) => Error("RB730", span, "an entry tells what it is of by `sqlstate` or by `pattern`", "write one of the two, not both");

    public static Diagnostic ErrorTwice(SourceSpan span, string key, SourceSpan first) =>
        Error("RB731", span, $"a second entry of `{key}`", $"the first stands at line {first.Start.Line}, and is the one that is shown");

    public static Diagnostic StoppedBeforeStart() => Error("RB904", null, "stopped before the first step", "nothing was executed");

    public static Diagnostic JournalNotOpened(string directory, string why) =>
        Error("RB905", null, $"the journal cannot be written in `{directory}`: {why}", "nothing was executed; free space or mend its mode, or set $RUNBOOK_STATE to another place");

    public static Diagnostic JournalLost(string why, string run) => Error(
        "RB906", null, $"the run ended here, because nothing may happen without a record: {why}", $"free space or mend the disk that holds the journal; then continue it with `runbook resume {run}`");

    public static bool IsJournalLost(Diagnostic problem) => problem.Code == "RB906";

    /// <summary>The record of an effect is gone while it was at work.</summary>
    public static Diagnostic JournalLostInDoubt(SourceSpan span, string step) => Error(
        "RB909", span, $"the journal was lost while step `{step}` was at work; nobody knows whether it took effect", "look at what it has done before you run it again");

    public static Diagnostic RunIsClosed(string run) => Error("RB907", null, $"run `{run}` is over", "look at it with `runbook show`; start a new one with `runbook run`");

    public static Diagnostic NewFileExists(string path) => Error("RB910", null, $"`{path}` is there already", "nothing was written; give another name");

    public static Diagnostic NewFileNotWritten(string path, string why) => Error("RB911", null, $"`{path}` cannot be written: {why}", "look whether its folder is there, and at its owner and mode");

    public static Diagnostic NewTitleUnusable() => Error("RB912", null, "a title is one line of text that can be seen", "leave line breaks and control characters out");
}
