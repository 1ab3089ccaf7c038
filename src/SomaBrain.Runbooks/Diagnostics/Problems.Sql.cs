using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB3xx: what an `sql` step says, found before anything runs; RB43x: what a server said to it.</content>
public static partial class Problems
{
    public static Diagnostic HoleInQuotes(SourceSpan span, string inside) => Error(
        "RB301", span, $"a hole inside {inside}", inside == "quotes" ? "remove the quotes: a hole is a value, and needs none; for a part of a text write `'…' || {{ … }}`, for an interval `make_interval(days => {{ … }})`" : "a hole is a value: put it where a value stands, or use `| ident`, `| literal`");

    public static Diagnostic HoleInComment(SourceSpan span) => Error("RB302", span, "a hole inside a comment", "take it out of the comment");

    public static Diagnostic HoleTouchesWord(SourceSpan span) =>
        Error("RB303", span, "a hole touches a name or a number", "leave a space around it; a name is made by `| ident` or `| table`");

    public static Diagnostic AuthorParameter(SourceSpan span) =>
        Error("RB304", span, "a parameter `$n` of your own", "write the value as a hole: `{{ params.x }}`");

    /// <param name="message">What PostgreSQL's scanner says.</param>
    /// <param name="sign">A character there that only looks like one of SQL's.</param>
    public static Diagnostic SqlNotScanned(SourceSpan span, string message, char? sign = null) => Error(
        "RB305",
        span,
        sign is { } found ? $"{LookAlikes.Code(found)} only looks like {LookAlikes.Meant(found)}: to PostgreSQL it is a letter of a name" : $"PostgreSQL's scanner says: {message}",
        sign is { } other
            ? LookAlikes.IsBlank(other) ? "write a blank" : LookAlikes.IsDash(other) ? "write `-`; a comment begins with `--`" : "text stands in `'…'`, a name in `\"…\"`"
            : "look for a quote or a comment that is not closed; braces of SQL are written `{%{ … }%}`");

    public static Diagnostic NoStatement(SourceSpan span) => Error("RB306", span, "there is no statement here", "write one, such as `SELECT 1`");

    public static Diagnostic TransactionWord(SourceSpan span) =>
        Error("RB307", span, "a step cannot begin or end a transaction, nor reset its session", "leave it out: a step is one transaction and leaves nothing in its session; `transaction: false` runs a statement by itself");

    public static Diagnostic CopyThroughClient(SourceSpan span) =>
        Error("RB308", span, "COPY through the client has nowhere to read from or write to", "write a SELECT, and `save:` for the file its rows go to; to load data, a `shell` step with psql");

    /// <param name="isConstant">Of grammar that takes a constant only: `interval $1`, `extract($1 FROM …)`, `numeric($1)`.</param>
    public static Diagnostic UtilityTakesNoParameters(SourceSpan span, bool setsPassword = false, bool isConstant = false) => Error(
        "RB309",
        span,
        isConstant ? "PostgreSQL takes a constant here, and no parameter" : "this statement takes no parameters",
        isConstant ? "cast it instead: `({{ … }})::interval`, or write the value into the statement: `{{ … | literal }}`"
            : setsPassword ? "a password is never sent itself: write `{{ … | scram }}`; for a name `| ident`, for another value `| literal`"
            : "write the value into it: `{{ … | literal }}`, or `| ident` for a name");

    public static Diagnostic NeedsNoTransaction(SourceSpan span) =>
        Error("RB310", span, "PostgreSQL cannot run this statement inside a transaction", "write `transaction: false` beside it");

    public static Diagnostic OneStatementOutsideTransaction(SourceSpan span) =>
        Error("RB311", span, "`transaction: false` with several statements", "make a step of each: there is nothing that would undo the first when the second fails");

    public static Diagnostic ReadNeedsTransaction(SourceSpan span) =>
        Error("RB312", span, "`transaction: false` on a step that reads", "leave it out: only a transaction can keep a step from writing");

    public static Diagnostic CannotBind(SourceSpan span, string expression, string why, string hint = "bind a single value, or a list of single values") =>
        Error("RB314", span, $"`{expression}` cannot be a value in SQL: {why}", hint);

    /// <param name="filtered">The text of the hole, with its filter.</param>
    public static Diagnostic CannotFilter(SourceSpan span, string filtered, string why) =>
        Error("RB315", span, $"`{filtered}`: {why}", "look at the value");

    public static Diagnostic TooMuchSql(SourceSpan span, string why) =>
        Error("RB317", span, why, "keep it in a file of its own, and run it with `psql` in a `shell` step");

    public static Diagnostic FilterChangedStatement(SourceSpan span) =>
        Error("RB316", span, "a filled hole changes how the statement reads", "this is a defect of the program or of the playbook; nothing was sent");

    /// <param name="isForeseen">The server was not asked to do it.</param>
    public static Diagnostic SqlRefused(SourceSpan span, string sqlState, string message, string? serverHint, string? ours, bool isForeseen = false) =>
        Error("RB430", span, $"the server {(isForeseen ? "would refuse it" : "says")}: {message} ({sqlState})", ours ?? serverHint) with { SqlState = sqlState };

    public static Diagnostic ConnectionLost(SourceSpan span, string where, string why) =>
        Error("RB431", span, $"the connection to {where} was lost: {why}", "look whether the server is running");

    public static Diagnostic CommitInDoubt(SourceSpan span, string step, string where) => Error(
        "RB432", span, $"the connection to {where} was lost while step `{step}` was being committed", "only the server knows: look whether its rows are there before you run it again");

    public static Diagnostic LostInDoubt(SourceSpan span, string step, string where) =>
        Error("RB433", span, $"the connection to {where} was lost while step `{step}` ran outside a transaction", "look what it has done before you run it again");

    public static Diagnostic ContractBroken(SourceSpan span, string key, string wanted, long found, bool rolledBack) =>
        Error("RB434", span, $"`{key}` is {found}, and should be {wanted}{(rolledBack ? "; the transaction was rolled back" : "")}", "look at the rows first, then at the contract");

    public static Diagnostic ResultTooLarge(SourceSpan span, string limit) =>
        Error("RB435", span, $"the result is larger than {limit}", "count, aggregate, add a LIMIT, or `save:` it to a file: nothing is cut silently");

    public static Diagnostic ColumnTwice(SourceSpan span, string owner, string name) =>
        Error("RB436", span, $"two columns of `{owner}` are called `{name}`", "give each a name of its own, by `AS …` in the statement");
}
