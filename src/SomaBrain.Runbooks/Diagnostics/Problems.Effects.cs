using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB141–RB149 and RB450–RB469: what surrounds an effect.</content>
public static partial class Problems
{
    public static Diagnostic NoProbe(SourceSpan span, IEnumerable<string> kinds) =>
        Error("RB141", span, "`done_when` is no step that can answer", $"write one of {Words(kinds)}: `done_when: {{ sql: SELECT … }}`");

    public static Diagnostic CannotBeKept(SourceSpan span, string kind) => Error(
        "RB142", span, $"{Article(kind)} step cannot be an `undo`: what it would do is not fixed when its step succeeds", "write `sql`, `shell`, `confirm` or `note` steps");

    public static Diagnostic SaveForm(SourceSpan span, string path) =>
        Error("RB143", span, $"`{path}` does not say in which form to save", path is [.., var last] && LookAlikes.IsQuote(last)
            ? $"write {LookAlikes.Meant(last)} in the place of {LookAlikes.Code(last)}, which only looks like it"
            : "let it end in `.csv`, `.tsv`, `.json` or `.txt`");

    public static Diagnostic SensitiveLost(SourceSpan span, string path, string why) =>
        Error("RB144", span, $"`{path}` is sensitive: {why}", "use it before that, or read it anew in a step that only reads");

    public static Diagnostic AddressOfTarget(SourceSpan span, string path) =>
        Error("RB145", span, $"`{path}` in the address of a server: the run has to start it first", "let `connect` speak of parameters, of steps before the server is used, and of servers that are there");

    public static Diagnostic TargetIsStarted(string target) =>
        Error("RB146", null, $"target `{target}` cannot be bound: the run itself starts that server (`connect`)", $"take `--target {target}=…` out");

    public static Diagnostic NotDone(SourceSpan span, string step) =>
        Error("RB450", span, $"step `{step}` ended well, but `done_when` is still false", "look at what the step did, and at whether `done_when` asks for it");

    public static Diagnostic NoAnswer(SourceSpan span, string expected) =>
        Error("RB451", span, $"`done_when` did not answer with {expected}", $"let it come to {expected}, never null");

    public static Diagnostic DoneUnchecked(SourceSpan span, string step) =>
        Error("RB452", span, $"step `{step}` ended well, and was interrupted before `done_when` could be asked again", "look at the server before you run it again");

    /// <summary>The step has changed something, and how to revert it could not be written down.</summary>
    public static Diagnostic UndoNotKept(Diagnostic why, string step) => Error(
        "RB453", why.Span, $"step `{step}` ended well, but its `undo` cannot be filled: {why.Message}", why.Hint ?? "let its holes speak of what is always there");

    public static Diagnostic SaveExists(SourceSpan span, string path) =>
        Error("RB454", span, $"`{path}` is there already, and a result is never written over a file", "move it away, or save elsewhere: `{{ run.id }}` in the path makes it unique, in a loop `{{ run.id }}` and `{{ index }}`");

    public static Diagnostic SaveFailed(SourceSpan span, string path, string why) =>
        Error("RB455", span, $"the result cannot be saved to `{path}`: {why}", "look at the directory, its owner and the room on its disk");

    public static Diagnostic SessionLost(string target, string server) => Error(
        "RB456", null, $"the connection to target `{target}` ({server}) was lost between two steps, and no step said that it would be", "look at what happened there; a step that restarts the server or ends sessions says `changes: [session]`");

    public static Diagnostic RoleChanged(Diagnostic wrong) => Error(
        "RB457", wrong.Span, $"{wrong.Message}; it was another when the run began, and no step said that it would change", "look at who promoted or rebuilt it; a step that does so says `changes: [recovery]`");

    /// <param name="span">The step.</param>
    /// <param name="target">Where it works.</param>
    /// <param name="server">What was found there; null before a run, by the role that the target must have.</param>
    public static Diagnostic WriteInRecovery(SourceSpan span, string target, string? server) => Error(
        "RB458", span, server is null ? $"target `{target}` is a standby, where no write transaction can be" : $"target `{target}` at `{server}` is a standby, where no write transaction can be: nothing was sent", "run the step on the primary, or write `transaction: false` for what a standby can do (`pg_promote()`)");

    public static Diagnostic TargetUnbound(string target) => Error(
        "RB459", null, $"target `{target}` is not bound, and this step works on it", $"give `--target {target}=…`, or let the step have `when: targets.{target}.up`");

    public static Diagnostic TargetNotLocal(string target, string server) => Error(
        "RB460", null, $"target `{target}` at `{server}` must be on this machine, and that cannot be proven", "run on the server's machine, as an OS user who may read `global/pg_control`, with a database role that has `pg_read_all_settings`");

    public static Diagnostic LocalNotProven(string target, string binding) => Error(
        "RB461", null, $"target `{target}` ({binding}) must be on this machine; it is down, and a network address does not prove that", "bind it by its socket directory: `host=/var/run/postgresql`");
}
