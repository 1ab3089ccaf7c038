using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB130–RB139 and RB440–RB449: calls of playbooks, loops, the end of a run.</content>
public static partial class Problems
{
    /// <param name="near">What may be meant.</param>
    public static Diagnostic CalleeNotReadable(SourceSpan span, string path, string why, string? near = null) => Error(
        "RB130",
        span,
        string.IsNullOrWhiteSpace(path) ? "a playbook is called, and there is no path" : $"the playbook `{path}` cannot be read: {why}",
        near is null ? Fixed(path, "write its path relative to this file") : $"did you mean `{near}`?");

    /// <param name="span">The path in the call.</param>
    /// <param name="path">As it is written there.</param>
    /// <param name="real">Where it leads.</param>
    /// <param name="root">What it has to lie in.</param>
    /// <param name="isMarked">Something in the root says that it is one; else it is the folder of the playbook.</param>
    public static Diagnostic CalleeOutside(SourceSpan span, string path, string real, string root, bool isMarked) => Error(
        "RB131",
        span,
        $"the playbook `{path}` is `{real}`, outside of `{root}`",
        isMarked ? "a playbook calls only what lies in its own root: move it there"
            : "nothing above marks a root, so it is this playbook's folder; a `runbook.targets.yaml` or `.git` in the folder that holds both makes that one the root");

    public static Diagnostic CallCycle(SourceSpan span, IEnumerable<string> cycle) =>
        Error("RB132", span, $"a playbook calls itself: `{string.Join(" → ", cycle)}`", "let one of them not call the others");

    public static Diagnostic TooManyCalls(SourceSpan span, string why) => Error("RB133", span, why, "call from fewer places, or write the steps themselves");

    /// <param name="span">The path in the call.</param>
    /// <param name="callee">The called playbook.</param>
    /// <param name="target">Its target.</param>
    /// <param name="known">Those of the caller.</param>
    /// <param name="connect">Where the run starts it; null for one that is bound beforehand.</param>
    public static Diagnostic CalledTargetUnbound(SourceSpan span, string callee, string target, IReadOnlyCollection<string> known, string? connect = null) => Error(
        "RB134",
        span,
        $"`{callee}` works on a target `{target}`, and there is none of that name here",
        connect is null ? $"say which it is: `targets: {{ {target}: {known.FirstOrDefault()} }}`"
            : $"a run has its servers by the names of its first playbook: declare it there, as `{target}: {{ connect: \"{connect}\" }}`");

    public static Diagnostic CalledAboveCap(SourceSpan span, string callee, string step, string effect, string cap) => Error(
        "RB135", span, $"step `{step}` of `{callee}` has the effect `{effect}`, above this playbook's `effect: {cap}`", "raise the playbook's `effect`, or do not call it");

    public static Diagnostic ArgumentMissing(SourceSpan span, string callee, string name, string expected) =>
        Error("RB136", span, $"`{callee}` needs the parameter `{name}`", $"give it {expected}: `with: {{ {name}: … }}`");

    public static Diagnostic UnknownArgument(SourceSpan span, string callee, string name, IReadOnlyCollection<string> known) =>
        Error("RB137", span, $"`{callee}` has no parameter `{name}`", Suggestion.Hint(name, known, "parameters"));

    public static Diagnostic WrongArgument(SourceSpan span, string name, string why, string expected) =>
        Error("RB138", span, $"`{name}` does not fit the parameter: {why}", $"give it {expected}");

    public static Diagnostic InsideLoop(SourceSpan span, string id, string loop, string? loopId) => Error(
        "RB139",
        span,
        $"`steps.{id}` stands in the loop of step `{loop}` and has a result for each turn",
        loopId is null ? $"give the loop an `id`, and write `steps.ID.each[0].{id}`" : $"write `steps.{loopId}.each[0].{id}`");

    public static Diagnostic NobodyWaitsAtTheEnd(SourceSpan span, string question) => Error(
        "RB440",
        span,
        $"nobody is there to answer, and what runs after a stopped or doubtful step does not wait: {question}",
        "ask before, or run it on a terminal");

    public static Diagnostic ArgumentRefused(SourceSpan span, string name, string why, string expected) =>
        Error("RB441", span, $"`{name}` cannot be given to the playbook: {why}", $"give it {expected}");

    public static Diagnostic KeptPlaybookChanged(string run, string path) => Error(
        "RB449", null, $"run {run} cannot go on: its copy of `{path}` is gone or not as it was", "`runbook verify` checks the journal; run the playbook anew");
}
