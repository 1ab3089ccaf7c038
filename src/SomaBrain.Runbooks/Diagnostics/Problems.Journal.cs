namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB5xx: journals and the state directory.</content>
public static partial class Problems
{
    public static Diagnostic StateDirectoryUnknown(string? given = null) => Error(
        "RB501",
        null,
        $"there is no place for journals: {(string.IsNullOrEmpty(given) ? "neither RUNBOOK_STATE nor XDG_STATE_HOME nor HOME is set to an absolute path" : $"RUNBOOK_STATE is `{given}`, which is no absolute path")}",
        "set RUNBOOK_STATE to a directory of your own");

    public static Diagnostic StateDirectoryUnusable(string path, string why) => Error(
        "RB502", null, $"the state directory `{path}` cannot be used: {why}", "make it writable, or set RUNBOOK_STATE to another directory");

    public static Diagnostic StateDirectoryOpen(string path, string mode) => Error(
        "RB503", null, $"others may write to the state directory `{path}` (mode {mode})", $"chmod 700 '{path}', after a look at what is in it");

    public static Diagnostic StateDirectoryForeign(string path, long owner) => Error(
        "RB504", null, $"the state directory `{path}` belongs to another user (uid {owner})", "set RUNBOOK_STATE to a directory of your own");

    public static Diagnostic RunNotFound(string text) => Error(
        "RB505", null, $"no run `{text}`", "`runbook history` lists the runs");

    public static Diagnostic RunAmbiguous(string text, IReadOnlyCollection<string> runs) => Error(
        "RB506", null, $"`{text}` is the beginning of {runs.Count} runs", $"say more of it: {string.Join(", ", runs.Take(5).Select(r => $"`{r}`"))}");

    public static Diagnostic RunInUse(string run) => Error(
        "RB507", null, $"run `{run}` is in the hands of another process", "wait until it ends; `runbook show` tells how far it is");

    public static Diagnostic JournalIncomplete(string run, long lines) => Error(
        "RB509", null, $"the journal of `{run}` is good as far as it goes ({lines} line{(lines == 1 ? "" : "s")}), but the run is not closed",
        "`runbook show` tells where it stopped; unless a process is at it, `runbook resume` continues it");

    public static Diagnostic JournalTorn(string run, long lines, long bytes) => Error(
        "RB510", null, $"the journal of `{run}` ends in {bytes} bytes that are no line, after {lines} good lines",
        "a crash leaves that; `runbook resume` puts it aside, and goes on unless the run is over");

    public static Diagnostic JournalTampered(string run, long line, string why) => Error(
        "RB511", null, $"the journal of `{run}` is not as it was written: line {line}: {why}",
        "keep the file, do not resume; compare it with a backup and with the head that was printed at the end of the run");

    /// <param name="canBeGiven">Whether `runbook anchor` can make up for it.</param>
    public static Diagnostic JournalUnproven(string run, string why, bool canBeGiven = false) => Error(
        "RB512", null, $"the journal of `{run}` is good by itself, but not proven: {why}",
        $"compare its head with the one that was printed at the end of the run{(canBeGiven ? $"; `runbook anchor {run}` makes up for it, and `runbook verify` says since when" : "")}");

    public static Diagnostic JournalNeedsNewer(string run, long line, int version) => Error(
        "RB513", null, $"the journal of `{run}` needs a newer runbook: line {line} is of format {version}", "verify it with the program that wrote it");

    /// <summary>There is nothing to go by: the journal was changed, is gone, or cannot be understood.</summary>
    public static bool IsOfTheJournal(Diagnostic problem) => problem.Code is "RB511" or "RB513" or "RB515" or "RB557";

    public static Diagnostic SiteLogDamaged(string path, long line, string why) => Error(
        "RB514", null, $"the site log `{path}` is not as it was written: line {line}: {why}",
        "keep the file; no run can be proven by it any more");

    public static Diagnostic RunMissing(string run, string at) => Error(
        "RB515", null, $"run `{run}` is in the site log since {at}, but its journal is gone", "look for it in a backup; `runbook verify` names all that are gone");
}
