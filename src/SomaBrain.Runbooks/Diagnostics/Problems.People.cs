using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB47x, RB48x: people, secrets and the world outside.</content>
public static partial class Problems
{
    public static Diagnostic OptionWithout(SourceSpan span, string key, string needed) =>
        Error("RB470", span, $"`{key}` says nothing without `{needed}`", $"write `{needed}`, or take `{key}` out");

    /// <param name="waits">Whether the run waits; else it ended.</param>
    public static Diagnostic ApprovalsNotAvailable(SourceSpan span, string step, int approvals, bool waits) => Error(
        "RB471",
        span,
        $"step `{step}` needs {(approvals == 1 ? "the signed approval of one more person" : $"signed approvals of {approvals} more people")}, which this version cannot take yet; `--yes` does not answer it",
        $"do this by hand with the people who have to agree{(waits ? "; the run waits until `runbook abort` ends it, or a version that takes approvals continues it" : "")}");

    public static Diagnostic AskWithoutRules(SourceSpan span) =>
        Error("RB472", span, "an `ask` step says what an answer may be by `choices` or by `type`, and by one of them only", "write `choices: steps.x.rows` or `type: integer`");

    /// <param name="found">What it is instead of a list; null: an empty one.</param>
    /// <param name="twice">The choice that stands there more than once.</param>
    public static Diagnostic NothingToChoose(SourceSpan span, string expression, string? found, string? twice = null) => Error(
        "RB473",
        span,
        twice is not null ? $"`{twice}` is twice in `{expression}`: nobody could tell which of them is chosen" : found is null ? $"`{expression}` is an empty list: there is nothing to choose from" : $"`{expression}` is {found}, not a list to choose from",
        twice is not null ? "name each choice once" : found is null ? $"leave the question out then: `when: size({expression}) > 0`" : "`choices` is a list such as `steps.x.rows`");

    public static Diagnostic AnswerRefused(SourceSpan span, string step, string why, string expected) =>
        Error("RB474", span, $"the answer to step `{step}` is none: {why}", $"give {expected}");

    public static Diagnostic NobodyToAnswer(SourceSpan span, string question) =>
        Error("RB475", span, $"nobody is there to answer, and a run on `scratch` cannot wait: {question}", "run it on a terminal");

    /// <param name="why">Of a step that is there.</param>
    /// <param name="known">What an answer may call; null: it is known.</param>
    public static Diagnostic AnswerToNothing(string id, IReadOnlyCollection<string>? known, string? why = null) => Error(
        "RB476",
        null,
        why is null ? $"`--answer {id}=…` answers no step of the playbook" : $"`--answer {id}=…` answers nothing: {why}",
        known is null ? "take it out" : Suggestion.Hint(id, known, "steps that ask"));

    public static Diagnostic AnswerNotGiven(string text) =>
        Error("RB477", null, $"`--answer {text}` gives no answer", "write `--answer ID=VALUE`");

    public static Diagnostic SecretFileUnfit(SourceSpan span, string path, string why, string hint) =>
        Error("RB478", span, $"secrets cannot be kept in `{path}`: {why}", hint);

    public static Diagnostic SecretNotRead(SourceSpan span, string step, string source, string why) =>
        Error("RB479", span, $"the secret of step `{step}` cannot be read from `{source}`: {why}", "put it there, or change the source");

    public static Diagnostic RawNotAllowed(SourceSpan span) =>
        Error("RB481", span, "`| raw` puts text into a statement as it is, and the step does not say why that may be", "use `| ident`, `| table` or `| literal`; else write `allow_raw: reason` beside it");

    public static Diagnostic SecretLostInPause(SourceSpan span, string step, string pause) => Warning(
        "RB480",
        span,
        $"the secret of step `{step}` is kept nowhere: if the run waits at step `{pause}`, it is gone when it goes on",
        "give it `save` and `key`, or make it after the question");

    public static Diagnostic RequestUnfit(SourceSpan span, string why, string hint) => Error("RB482", span, why, hint);

    public static Diagnostic NoWebAnswer(SourceSpan span, string server, string why) =>
        Error("RB483", span, $"no answer from {server}: {why}", "look whether the server is there and can be reached from here");

    public static Diagnostic AnswerTooLarge(SourceSpan span) =>
        Error("RB484", span, "the answer has more than 1 MiB", "ask for less, or fetch it into a file by a `shell` step");

    public static Diagnostic UnexpectedStatus(SourceSpan span, int status, string reason, string body) => Error(
        "RB485", span, $"the server answered {status}{(reason.Length == 0 ? "" : $" {reason}")}{(body.Length == 0 ? "" : $": {body}")}", "look at what it says, or add the code to `status` if it is no failure");

    public static Diagnostic RedirectRefused(SourceSpan span, int status, string where, bool tooMany) => Error(
        "RB486", span, $"the server answered {status} and sends the request on to {where}{(tooMany ? ", once too often" : "")}", "if that is right, write that address");

    /// <param name="why">Null where it was broken off: whoever did that says so.</param>
    public static Diagnostic RequestInDoubt(SourceSpan span, string step, string server, string? why) => Error(
        "RB487", span, $"step `{step}` has sent its request to {server} and does not know what became of it{(why is null ? "" : $": {why}")}", "look there before you run it again");

    public static Diagnostic UserUnknown(SourceSpan span, string user) =>
        Error("RB488", span, $"this machine has no user `{user}`", "correct the name; nothing was started");
}
