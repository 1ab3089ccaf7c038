using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB32x to RB35x: what a reviewer should see in a playbook that is no error; and a password in it, which is one.</content>
public static partial class Problems
{
    public static Diagnostic NoCap(SourceSpan span) =>
        Warning("RB320", span, "the playbook says no `effect`", "write the highest effect a step may have at the top: `effect: read`, `write` or `destroy`");

    public static Diagnostic UnusedParameter(SourceSpan span, string name) =>
        Warning("RB321", span, $"nothing uses the parameter `{name}`", "take it out, or use it as `{{ params." + name + " }}`");

    public static Diagnostic UnusedVar(SourceSpan span, string name) =>
        Warning("RB322", span, $"nothing uses the var `{name}`", "take it out, or use it as `{{ vars." + name + " }}`");

    public static Diagnostic UnusedId(SourceSpan span, string id) =>
        Warning("RB323", span, $"nothing speaks of `steps.{id}`", "take the `id` out; a `title` says what the step is for");

    public static Diagnostic NeverReached(SourceSpan span, string what, string why) =>
        Warning("RB324", span, $"{what} never runs: {why}", "take it out, or correct the condition");

    public static Diagnostic DestroysUnasked(SourceSpan span, string? how) => Warning(
        "RB325",
        span,
        how ?? "this step destroys, and on some way to it nobody was asked",
        "put a `confirm` before it on every path; one that has a `when`, a `for_each` or an `on_failure` other than `stop` does not count");

    /// <param name="turn">How one turn is asked instead, where a function asks all: no `??` reaches the one that has none.</param>
    public static Diagnostic ReadsSkipped(SourceSpan span, string reference, string why, string? turn = null) => Warning(
        "RB326",
        span,
        $"`{reference}` is missing when {why}",
        turn is null ? $"write `{reference} ?? …`, or ask for it only where that step ran"
            : $"take the turns one by one, `{turn} ?? …`, or let each of them have it");

    public static Diagnostic WriteWithoutTimeout(SourceSpan span, string effect) =>
        Warning("RB327", span, $"this step is `{effect}` and has no `timeout`", "write `timeout: 5m` beside it, or in `defaults`");

    public static Diagnostic WriteWithoutProof(SourceSpan span, string kind) => Warning(
        "RB328",
        span,
        $"this `{kind}` step is no transaction, and no `done_when` tells after a crash whether it took effect",
        "write `done_when: { sql: SELECT … }` (or `shell`) that is true when the effect is there");

    public static Diagnostic ParameterWithoutHelp(SourceSpan span, string name) =>
        Warning("RB329", span, $"the required parameter `{name}` has no `help`", "say in `help` what it is for and where one finds it");

    public static Diagnostic AssertWithoutMessage(SourceSpan span) =>
        Warning("RB330", span, "this `assert` has no `message`", "say in `message` what is wrong when it is not true, with the values");

    public static Diagnostic IndexBlocksWrites(SourceSpan span, string table) => Warning(
        "RB331", span, $"CREATE INDEX without CONCURRENTLY takes a SHARE lock: nobody writes to {table} until it is built", "write CREATE INDEX CONCURRENTLY, with `transaction: false`");

    public static Diagnostic ReindexBlocks(SourceSpan span, string locks) => Warning(
        "RB332", span, $"REINDEX without CONCURRENTLY takes {locks}", "write REINDEX … CONCURRENTLY, with `transaction: false`");

    public static Diagnostic TakesAccessExclusive(SourceSpan span, string statement, string tables) => Warning(
        "RB333",
        span,
        $"{statement} takes an ACCESS EXCLUSIVE lock on {tables}: nobody reads or writes it meanwhile, and who comes later queues behind",
        "do it when nobody needs the table, with a short `lock_timeout` and a `retry`; then say so: `# lint: ignore RB333 …`");

    public static Diagnostic PgCtlWithoutLog(SourceSpan span) =>
        Warning("RB334", span, "`pg_ctl start` without `-l`: the server's messages go to the output of this step and are lost", "write `pg_ctl start -l FILE`");

    public static Diagnostic PasswordInStatement(SourceSpan span) => Warning(
        "RB335",
        span,
        "a password, or its hash, in a statement: the server may write it into its log and its statistics, and whoever may read those has it",
        "send a verifier, which the client computes: `PASSWORD {{ … | scram }}`");

    public static Diagnostic PasswordLiteral(SourceSpan span) => Error(
        "RB336",
        span,
        "a password stands in the playbook",
        "take it out and change it, as everybody who may read the file has it; a parameter of `type: secret` has it `from: env:NAME` or `file:PATH`");

    public static Diagnostic WeakSecret(SourceSpan? span, string name, int strong) => Warning(
        "RB337",
        span,
        FormattableString.Invariant($"the secret `{name}` has fewer than {strong} characters: it is easily guessed, and cannot be hidden well in what is shown"),
        FormattableString.Invariant($"use at least {strong} characters"));

    public static Diagnostic SilencedWithoutReason(SourceSpan span, string? code) => Warning(
        "RB338",
        span,
        code is null ? "this comment names no code, and silences nothing" : $"this comment says no reason, and silences nothing",
        $"write `# lint: ignore {code ?? "RB333"}` and why it is right here");

    public static Diagnostic SilencesNothing(SourceSpan span, string code) => Warning(
        "RB339", span, $"there is no {code} here to silence", "take the comment out; it stands on a line of its own, right above the line, the key or the step");

    public static Diagnostic RawText(SourceSpan span) => Warning(
        "RB340", span, "`| raw` puts text into the statement as it is: whoever gives the value writes the statement", "use `| ident`, `| table` or `| literal`, or a plain hole");

    /// <param name="span">Where PostgreSQL's parser stopped.</param>
    /// <param name="message">Its words.</param>
    /// <param name="isHole">It stopped at the parameter that a hole became.</param>
    public static Diagnostic SqlNotUnderstood(SourceSpan span, string message, bool isHole) => Warning(
        "RB343",
        span,
        $"PostgreSQL's parser does not understand the statement: {message}",
        isHole ? "a hole is a value: where a name stands, write `| ident` or `| table`; where no parameter can stand, `| literal`"
            : "correct it; the parser is that of version 15, and newer syntax is left to the server");

    /// <param name="undone">The step whose session an `undo` wants to share; null where a step shares with none.</param>
    public static Diagnostic SessionIsCleared(SourceSpan span, string what, string? undone = null) => Warning(
        "RB344",
        span,
        undone is null
            ? $"{what} lasts as long as its session, which is cleared after the step: it is gone before the next one"
            : $"{what} that step `{undone}` left in this session is gone when the `undo` is run later, in a session of its own",
        undone is null ? "write `session: NAME` at each step that needs it, or put their statements into one step" : "write it in the `undo`, too, before this step");

    /// <param name="span">The path.</param>
    /// <param name="loop">The step that is repeated; null where it is none.</param>
    /// <param name="first">Then the step before it that has the same path.</param>
    public static Diagnostic SavedToTheSame(SourceSpan span, string? loop, string? first = null) => Warning(
        "RB345",
        span,
        loop is null ? $"step `{first}` saves to the same file: this one finds it there, and the run ends"
            : $"each turn of `{loop}` saves to the same file: the second one finds it there, and the run ends",
        loop is null ? "give each a file of its own" : "let the path name what differs from turn to turn: `{{ index }}`, the element, or a step inside the loop");

    public static Diagnostic EndsOwnSessions(SourceSpan span, string target) => Warning(
        "RB346",
        span,
        "this ends sessions of everybody, the run's own among them, also that of its lock: the run would end here",
        $"leave them out, `AND pid <> ALL ({{{{ targets.{target}.sessions }}}})`, or say that they end: `changes: [session]`");

    /// <param name="isWhole">The value is nothing but the path.</param>
    public static Diagnostic ForgottenBraces(SourceSpan span, string path, bool isWhole) => Warning(
        "RB347",
        span,
        $"`{path}` is text here: its value is not put in its place",
        isWhole ? $"did you mean `\"{{{{ {path} }}}}\"`?" : $"did you mean `{{{{ {path} }}}}`?");

    /// <param name="sign">What only a shell reads; null: the whole line is one element.</param>
    public static Diagnostic CommandLine(SourceSpan span, string? sign) => Warning(
        "RB348",
        span,
        sign is null ? "this is one argument, and so the name of a file: nobody splits it at its blanks" : $"`{sign}` is an argument like the others: no shell reads it",
        sign is null ? "each element is one argument, `[psql, -c, 'select 1']`; or write a script, which has no brackets" : "write a script, which has no brackets");

    public static Diagnostic ProblemsLeftOut(SourceSpan? span, int shown, int all) =>
        Warning("RB349", span, FormattableString.Invariant($"{all} problems were found, {shown} of them are shown"), "mend these, then lint again");
}
