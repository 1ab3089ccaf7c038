using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB140–RB149 and RB450–RB469: what surrounds an effect.</content>
public static partial class Problems
{
    public static Diagnostic UndoNotAvailable(SourceSpan span) => Error(
        "RB140", span, "this program remembers how to undo, but cannot run it yet: after a failure nothing would be undone", "write `after_failure: stop`, and undo by hand what `runbook show` lists");

    public static Diagnostic NoProbe(SourceSpan span, IEnumerable<string> kinds) =>
        Error("RB141", span, "`done_when` is no step that can answer", $"write one of {Words(kinds)}: `done_when: {{ sql: SELECT … }}`");

    public static Diagnostic CannotBeKept(SourceSpan span, string kind) => Error(
        "RB142", span, $"a `{kind}` step cannot be an `undo`: what it would do is not fixed when its step succeeds", "write `sql` or `shell` steps");

    public static Diagnostic SaveForm(SourceSpan span, string path) =>
        Error("RB143", span, $"`{path}` does not say in which form to save", "let it end in `.csv`, `.tsv`, `.json` or `.txt`");

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
        Error("RB454", span, $"`{path}` is there already, and a result is never written over a file", "move it away, or save elsewhere: `{{ run.id }}` in the path makes it unique");

    public static Diagnostic SaveFailed(SourceSpan span, string path, string why) =>
        Error("RB455", span, $"the result cannot be saved to `{path}`: {why}", "look at the directory, its owner and the room on its disk");
}
