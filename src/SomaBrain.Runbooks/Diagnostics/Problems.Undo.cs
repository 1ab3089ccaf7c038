namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB548–RB557: undoing a run.</content>
public static partial class Problems
{
    /// <param name="why">What came of computing it again; null when there is nothing to compute.</param>
    /// <param name="name">The secret, or the text that has no value.</param>
    public static Diagnostic UndoValueGone(Diagnostic? why, string step, string name) => Error(
        "RB548", why?.Span, $"step `{step}` cannot be filled: the journal keeps no value for `{name}`{(why is null ? "" : $", and it cannot be had again: {why.Message}")}",
        why?.Hint ?? "do by hand what `runbook show` lists for it, then undo the steps before it by hand, too");

    public static Diagnostic UndoStepUnknown(string step, string why = "has no such step") => Error(
        "RB549", null, $"step `{step}` is remembered, but the playbook of the run {why}", "look at the journal with `runbook verify`; undo by hand what `runbook show` lists");

    public static Diagnostic RunNotEnded(string run) => Error(
        "RB550", null, $"run `{run}` is not at its end, so what it changed is not settled", $"`runbook resume {run}` continues it; `runbook abort {run}` ends it where it is, and then it can be undone");

    public static Diagnostic NothingToUndo(string run) => Error(
        "RB551", null, $"run `{run}` remembers nothing that could be undone", "`runbook show` lists what it did");

    public static Diagnostic AlreadyUndone(string run, string by) => Error(
        "RB552", null, $"run `{run}` is undone already, by {by}", "`runbook show` tells what that run did");

    public static Diagnostic UndoInDoubt(string run, string by, IEnumerable<string> steps) => Error(
        "RB553", null, $"run `{by}`, which undoes `{run}`, stopped within {Words(steps)}: nobody knows whether that took effect", $"`runbook resume {by}` settles it and goes on");

    public static Diagnostic UndoSuperseded(string run, string later) => Error(
        "RB554", null, $"run `{run}` undid a part, and run `{later}` went on with it", $"look at `{later}`; `runbook undo` does what is left");

    public static Diagnostic UndoRunGone(string run, string gone) => Error(
        "RB557", null, $"run `{gone}` undid a part of `{run}`, or all of it, and its journal is gone", $"look for `{gone}` in a backup and put its directory back; else undo by hand what `runbook show {run}` lists");

    public static Diagnostic ScratchToUndoIsGone(string run) => Error(
        "RB556", null, $"run `{run}` worked on a scratch server, which ended with it", "nothing of it is left to be undone");

    public static Diagnostic AnotherServer(string target, string system, string before) => Error(
        "RB555", null, $"target `{target}` is now the server with system identifier {system}; the run was on the one with {before}", "nothing is done here; bind the target to that server, or look at what became of it");
}
