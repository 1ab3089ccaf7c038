using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB4xx: a step that did not do what it should.</content>
public static partial class Problems
{
    public static Diagnostic StepTimedOut(SourceSpan span, TimeSpan limit) =>
        Error("RB401", span, $"the step took longer than its timeout of {Text(limit)}", "look at what it waits for, or raise `timeout`");

    /// <summary>A step in doubt, and why it was interrupted.</summary>
    public static Diagnostic TimedOutInDoubt(Diagnostic doubt, TimeSpan limit) => doubt with { Message = $"{doubt.Message}; it took longer than its timeout of {Text(limit)}" };

    public static Diagnostic CancelledInDoubt(SourceSpan span, string step) =>
        Error("RB402", span, $"step `{step}` was cancelled while it was at work; nobody knows whether it took effect", "look at the server before you run it again");

    public static Diagnostic NotAList(SourceSpan span, string expression, string found) =>
        Error("RB403", span, $"`{expression}` is {found}, not a list", "`for_each` goes over a list such as `steps.x.rows`, or `[a, b]` without quotes");

    public static Diagnostic RepeatReachedMax(SourceSpan span, string step, int turns, string? until) =>
        Error("RB404", span, $"step `{step}` reached its `max` after {turns} turns", until is null ? null : $"`{until}` did not come true");

    public static Diagnostic WrongOption(SourceSpan span, string found, string expected, string? hint = null) =>
        Error("RB405", span, $"`{found}` is not {expected}", hint ?? Fixed(found, $"write {expected}"));

    public static Diagnostic AssertSaidNo(SourceSpan span, string message, string? remedy) => Error("RB410", span, message, remedy);

    public static Diagnostic MetricSaid(SourceSpan span, string name, string shown, string level, string? threshold, string? remedy) => Error(
        "RB411", span, $"{name} is {shown}{(level is "warn" or "fail" ? $": {level} at `{threshold}`" : threshold is null ? "" : $": {threshold}")}", remedy);

    public static Diagnostic MetricNotANumber(SourceSpan span, string name, string found) =>
        Error("RB412", span, $"the value of metric `{name}` is {found}", "a metric is a number, a size, a duration or null");

    public static Diagnostic NobodyToAsk(SourceSpan span, string question, bool phrase) => Error(
        "RB413",
        span,
        $"nobody is there to answer, and a run on `scratch` cannot wait: {question}",
        phrase ? "run it on a terminal: the phrase must be typed" : "run it on a terminal, or with `--yes`");

    /// <param name="isEmpty">Or secret. False: it has a line end or another control character.</param>
    public static Diagnostic PhraseEmpty(SourceSpan span, bool isEmpty = true) => Error(
        "RB414",
        span,
        isEmpty ? "the phrase to type is empty or secret: anybody would have typed it, or nobody could" : "the phrase to type has a line end or another control character: nobody could type it",
        isEmpty ? "let `phrase` name what is at stake, such as the server" : "write it on the line of `phrase`, or below `|-`, which leaves the line end out");

    public static Diagnostic CommandNotStarted(SourceSpan span, string message, string? hint) => Error("RB420", span, message, hint);

    public static Diagnostic CommandFailed(SourceSpan span, int exitCode, string? signal, string lastLines) => Error(
        "RB421",
        span,
        $"the command ended with exit code {exitCode}{(signal is null ? "" : $" ({signal})")}{(lastLines.Length == 0 ? "" : $": {lastLines}")}",
        exitCode switch
        {
            126 => "make it executable (`chmod +x`), and look at the first line of a script and at who may run it",
            127 => "install it where the step runs, or give its full path",
            137 => "something killed it (signal 9): look at the memory of the machine",
            143 => "somebody ended it (signal 15): look at who, such as a time limit, systemd or a shutdown",
            _ => "run it by hand, or add the code to `exit` if it is no failure",
        });

    public static Diagnostic CommandCancelled(SourceSpan span, string step, string survivors) => Error(
        "RB422",
        span,
        $"step `{step}` was interrupted while its command was at work{(survivors.Length == 0 ? "" : $"; still alive: {survivors}")}",
        "look at what it has done before you run it again");

    public static Diagnostic SecretInArgument(SourceSpan span, string secret) =>
        Error("RB423", span, $"secret `{secret}` in an argument: everybody could read it in the process list", "pass it through `env:` or `stdin:`");

    public static Diagnostic DashArgument(SourceSpan span, string text, bool canAllow = true) => Error(
        "RB424", span, $"the value `{text}` begins with `-` where an option could stand", canAllow ? "put `--` before it, or write `allow_dash: true`" : "put `--` before it");

    public static Diagnostic NullArgument(SourceSpan span, string text) =>
        Error("RB425", span, $"`{text}` is null, where a text is needed", "say what stands for it: `{{ … ?? '' }}`");

    public static Diagnostic OutputNotJson(SourceSpan span, string text) =>
        Error("RB426", span, $"the output is no JSON value: `{text}`", "run the command by hand and look at what it prints");

    public static Diagnostic OutputNotWhole(SourceSpan span, string form) =>
        Error("RB427", span, $"the output is too large to be read as {form}", "let the command print less");

    private static string Text(TimeSpan length) => length.TotalSeconds >= 1
        ? $"{length.TotalSeconds:0.###} s"
        : $"{length.TotalMilliseconds:0.###} ms";
}
