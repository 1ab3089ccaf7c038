using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB230–RB259: what expressions mean, at lint where it can be seen, else in the run. No message shows a value.</content>
public static partial class Problems
{
    public static Diagnostic UnknownName(SourceSpan at, string name, IReadOnlyCollection<string> known, string? function, string? instead = null) =>
        Error("RB230", at, $"there is no `{name}` here", Literal(name) ?? instead ?? (function is null ? Suggestion.Hint(name, known, "names") : $"a function is called: `{function}`"));

    private static string? Literal(string word) => word.ToLowerInvariant() switch
    {
        "null" or "none" or "nil" => "nothing is written `null`",
        "true" or "yes" => "yes is written `true`",
        "false" or "no" => "no is written `false`",
        _ => null,
    };

    /// <summary>Without <paramref name="known"/> where the members themselves are secret.</summary>
    /// <param name="rows">How many rows there are of which `row` would be the only one.</param>
    public static Diagnostic UnknownMember(SourceSpan at, string owner, string name, IReadOnlyCollection<string>? known, int? rows = null) => Error(
        "RB231",
        at,
        rows is null ? $"`{owner}` has no `{name}`" : $"`{owner}` has no `{name}`: {rows} rows came back",
        known is null ? "check where the value comes from"
            : rows is not null ? $"write `rows: 1` beside that step, so that it fails unless one row comes back; or take a row, `{owner}.rows[0]`"
            : owner == "steps" && known.Count == 0 ? $"no step before this one has an `id`: write `id: {name}` beside the one that is meant"
            : known.Contains("row") && known.Contains("affected") && Suggestion.For(name, known) is null ? $"a column is a member of the row: `row.{name}`; members here: {Words(known)}"
            : Suggestion.Hint(name, known, "members"));

    public static Diagnostic RootAlone(SourceSpan at, string root, IReadOnlyCollection<string> known) =>
        Error("RB232", at, $"`{root}` is not a value", known.Count == 0 ? "it has no members here" : $"name a member: {string.Join(", ", known.Take(10).Select(k => $"`{root}.{k}`"))}");

    public static Diagnostic NoMembers(SourceSpan at, string words, string kind, string? hint) =>
        Error("RB233", at, $"`{words}` is {kind} and has no members", hint ?? "only rows have members");

    public static Diagnostic ValueMissing(SourceSpan at, string words, string why) =>
        ValueMissing(at, words, why, "write `value ?? other` to go on with another value");

    /// <summary>Of a function over a list, where no `??` reaches the element.</summary>
    public static Diagnostic ElementMissing(SourceSpan at, string words, string why) =>
        ValueMissing(at, words, why, $"take the elements one by one, `{words} ?? other`");

    private static Diagnostic ValueMissing(SourceSpan at, string words, string why, string hint) =>
        Error("RB234", at, $"`{words}` is missing: {why}", hint);

    public static Diagnostic NotACondition(SourceSpan at, string words, string kind) =>
        Error("RB235", at, $"`{words}` is {kind}, not a boolean", "compare it: nothing but `true` and `false` decides");

    public static Diagnostic DifferentTypes(SourceSpan at, string left, string leftKind, string right, string rightKind, string sign) =>
        Error("RB236", at, $"`{sign}` cannot take `{left}`, {leftKind}, and `{right}`, {rightKind}", Mend(leftKind, rightKind) ?? "convert one of them: `integer(…)`, `number(…)`, `text(…)` or `timestamp(…)`");

    public static Diagnostic OperandType(SourceSpan at, string words, string kind, string sign) =>
        Error("RB237", at, $"`{sign}` cannot take `{words}`, {kind}", Mend(kind, kind) ?? "convert it: `integer(…)`, `number(…)`, `text(…)` or `timestamp(…)`");

    /// <summary>What no function makes of the one or the other; null where one does.</summary>
    private static string? Mend(string kind, string other) => (kind, other) switch
    {
        ("a list" or "a row", _) or (_, "a list" or "a row") => "only single values are calculated with and compared with them: take one of its elements, or `size`, `sum`, `min`, `max`, `join`, `any` or `all` of it",
        ("text", "a boolean") or ("a boolean", "text") => "compare the text with a text, `x == 'true'`",
        ("a boolean", _) or (_, "a boolean") => "a boolean stands by itself, and several go together with `&&`, `||` and `!`: `1 < a && a < 3`",
        ("a timestamp", _) or (_, "a timestamp") when kind != "text" && other != "text" => "a timestamp takes a duration, `run.started_at - 5m`, and is compared with a timestamp; two of them make a duration, `a - b`",
        ("a duration", "an integer" or "a decimal") or ("an integer" or "a decimal", "a duration") => "write the number with its unit, `300s`, or take the seconds of the duration, `number(…)`",
        _ => null,
    };

    public static Diagnostic ElementsDiffer(SourceSpan at, string function, string kind, string otherKind) =>
        Error("RB238", at, $"`{function}` cannot take {kind} and {otherKind} together", "all elements must be numbers, or all of one other type that has an order");

    public static Diagnostic NullOperand(SourceSpan at, string words, string sign) =>
        Error("RB239", at, $"`{words}` is null, which `{sign}` cannot take", "write `value ?? other`, or test it with `== null` first");

    public static Diagnostic NullInText(SourceSpan at, string words) =>
        Error("RB240", at, $"`{words}` is null, which cannot stand in text that a program reads", "write `value ?? ''`, or another value to use");

    public static Diagnostic DivisionByZero(SourceSpan at, string divisor) =>
        Error("RB241", at, $"division by zero: `{divisor}` is 0", "test it first: `b == 0 ? 0 : a / b`");

    /// <param name="isSize">It is a text or a list that is too large.</param>
    public static Diagnostic Overflow(SourceSpan at, string words, bool isSize = false) =>
        Error("RB242", at, $"the result of `{words}` is {(isSize ? "larger than 16 MiB" : "out of range")}", isSize ? "keep what is large in a file: `save`" : "integers have 64 bits, decimals 28 digits") with { IsOfValue = true };

    /// <summary>Without <paramref name="length"/> where the list is secret.</summary>
    public static Diagnostic IndexOutOfRange(SourceSpan at, long index, int? length) => Error(
        "RB243",
        at,
        $"there is no element {index}{(length is null ? "" : $": the list has {(length == 1 ? "1 element" : $"{length} elements")}")}",
        "elements are counted from 0; test `size(list)` first");

    public static Diagnostic WrongType(SourceSpan at, string words, string kind, string expected, string? signature) =>
        Error("RB244", at, $"`{words}` is {kind}, expected {expected}", signature);

    public static Diagnostic ElementType(SourceSpan at, string words, int index, string kind, string expected) =>
        Error("RB245", at, $"element {index} of `{words}` is {kind}, expected {expected}", "name the member to take, as in `sum(list, 'path')`");

    public static Diagnostic CannotConvert(SourceSpan at, string words, string reason) => Error("RB246", at, $"`{words}` cannot be converted: {reason}", "check where the value comes from") with { IsOfValue = true };

    public static Diagnostic NotComputable(SourceSpan at, string words) =>
        Error("RB247", at, $"`{words}` cannot be computed with: too many digits, not finite, before Christ, or with months", "compute in SQL and let the query return the result");
}
