using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB520–RB532: going on after a crash or a doubt.</content>
public static partial class Problems
{
    /// <param name="what">Who does it.</param>
    /// <param name="howToEnd">A command for people.</param>
    /// <param name="givesUp">The run does not go on: it is ended where it is.</param>
    public static Diagnostic StillAtWork(SourceSpan span, string step, string what, string howToEnd, string run, bool givesUp = false) => Error(
        "RB520", span, $"step `{step}` is still at work: {what}",
        $"wait until it ends, or end it with {howToEnd}; then `runbook {(givesUp ? "abort" : "resume")} {run}`");

    /// <param name="reason">Why nobody can tell.</param>
    /// <param name="look">What a person should look at.</param>
    /// <param name="key">Its place, loop turns included.</param>
    public static Diagnostic UnsettledInDoubt(SourceSpan span, string step, string reason, string look, string run, string key, bool givesUp = false) => Error(
        "RB521", span, $"nobody can tell whether step `{step}` took effect: {reason}",
        $"look at {look}, then say what you found: `runbook {(givesUp ? "abort" : "resume")} {run} --resolve '{key}=done|not-done{(givesUp ? "" : "|retry")}' --reason \"…\"`");

    /// <param name="open">Keys of the steps that are open.</param>
    public static Diagnostic ResolvesNothing(string run, string step, IReadOnlyCollection<string> open) => Error(
        "RB522", null, $"step `{step}` of run `{run}` is not in doubt",
        open.Count == 0 ? "leave `--resolve` out: no step is open" : $"open is: {string.Join(", ", open.Select(key => $"`{key}`"))}");

    public static Diagnostic ResolvedTwice(string run, string step) => Error(
        "RB527", null, $"`--resolve` speaks of step `{step}` of run `{run}` twice", "say once what became of it");

    public static Diagnostic BeginningDirectoryGone(string run, string path, string why) => Error(
        "RB528", null, $"run `{run}` began in `{path}`: {why}", "its relative paths count from there: put the folder back, or say it on the machine where the run began");

    /// <param name="by">The step that left it there.</param>
    public static Diagnostic SessionIsGone(SourceSpan span, string session, string by, string what) => Error(
        "RB529", span, $"session `{session}` is gone, and {what} that step `{by}` left in it",
        $"it went with the process that was broken off or paused: what needs it has to run again from `{by}` on, in a new run; a question before `{by}` loses nothing");

    public static Diagnostic ReadsAnother(SourceSpan span, string step, string run, string key) => Error(
        "RB530", span, $"step `{step}` reads something else than before the run was broken off, and what was changed after it was changed by that",
        $"look at what differs; to go on with what is there now: `runbook resume {run} --resolve '{key}=retry' --reason \"…\"`");

    public static Diagnostic AnotherElement(SourceSpan span, string step, int turn, int count) => Error(
        "RB531", span,
        turn < count ? $"turn {turn} of step `{step}` was begun for another element than the list has there now" : $"step `{step}` had a turn {turn}, and the list has {count} elements now",
        "which elements are done nobody can tell by their number: undo the run, or begin a new one for what is left");

    /// <param name="undoes">A run is undone, whose secrets may have been changed since for good reasons: a person looks.</param>
    public static Diagnostic AnotherSecret(SourceSpan span, string name, string run, bool undoes = false) => Error(
        "RB532", span, $"the secret `params.{name}` is not the one that run `{run}` began with",
        undoes ? "what is undone takes the one that is there now; look whether that is what is meant" : "give that one; or go on with the new one: `--accept-changed \"reason\"`") with
    {
        Severity = undoes ? Severity.Warning : Severity.Error,
    };

    public static Diagnostic PlaybookChanged(string run, string path) => Error(
        "RB523", null, $"`{path}` is not the playbook that run `{run}` began with",
        "put the old one back, or go on with the new one: `--accept-changed \"reason\"`, which is journaled");

    /// <param name="recorded">What the run did there.</param>
    /// <param name="now">What the playbook has there; null when it has nothing.</param>
    public static Diagnostic RecordDoesNotFit(SourceSpan? span, string run, string key, string recorded, string? now) => Error(
        "RB524", span, $"the changed playbook does not fit what run `{run}` has done: step `{key}` was {recorded}, and is {now ?? "gone"}",
        "leave the steps that were carried out where they are; change only what follows");

    public static Diagnostic RunNeverBegan(string run) => Error(
        "RB525", null, $"run `{run}` was broken off before its journal had a line", "nothing was executed: start a new one with `runbook run`");

    public static Diagnostic ScratchIsGone(string run) => Error(
        "RB526", null, $"the scratch server of run `{run}` is gone with it", "start a new one with `runbook run`");
}
