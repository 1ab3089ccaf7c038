using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB200–RB229: how expressions and holes are written. No message shows a value: it may be secret.</content>
public static partial class Problems
{
    public static Diagnostic HoleNotClosed(SourceSpan at, bool insideQuotes) => Error(
        "RB200",
        at,
        "this hole is never closed",
        insideQuotes ? "close the quotes inside the hole, then write `}}`" : "write `}}`, or `{%{ … }%}` around braces that are plain text");

    public static Diagnostic EscapeNotClosed(SourceSpan at) => Error("RB201", at, "`{%{` is never closed", "write `}%}` behind the plain text");

    public static Diagnostic HoleEmpty(SourceSpan at) => Error("RB202", at, "this hole is empty", "name a value, `{{ params.days }}`, or write `{%{ {{ }} }%}` for plain braces");

    public static Diagnostic ExpressionEmpty(SourceSpan at) => Error("RB203", at, "the expression is empty", "write a value, as `steps.old.row.rows == 0`");

    public static Diagnostic WhitespaceControl(SourceSpan at, char sign) =>
        Error("RB204", at, $"`{sign}` beside the braces is not part of the language", "holes change no white space; put a space before a minus");

    public static Diagnostic NotInLanguage(SourceSpan at, string words, string? hint) =>
        Error("RB205", at, $"`{words}` is not part of the expression language", hint ?? "an expression has values, members, operators, `?:`, `??` and the listed functions");

    public static Diagnostic ReservedWord(SourceSpan at, string word, string? sign) => Error(
        "RB206",
        at,
        $"`{word}` is not a name",
        sign is not null ? $"write `{sign}`"
        : word switch
        {
            "in" => "compare with each, `x == 1 || x == 2`; whether rows of a list have what is true, `any(list, 'path')` tells",
            "this" => "a step speaks of itself by its id: `steps.batch.affected`",
            "empty" or "blank" => "write `size(list) == 0`, `text == ''` or `value == null`",
            "if" or "else" or "end" => "write `condition ? value : other`",
            _ => "it is kept free for statements, which expressions have not; choose another name",
        });

    public static Diagnostic UnexpectedSign(SourceSpan at, string found) =>
        Error("RB207", at, $"`{found}` is not expected here", found switch
        {
            ">" or ">=" or "<" or "<=" or "==" or "!=" => $"a comparison has a value on each side: `value {found} 5`",
            "." => "a name stands before `.`; braces of another program are plain text between `{%{` and `}%}`",
            "," => "an expression is one value; several are a list, `['a', 'b']`",
            _ => "an expression is one value; check operators and parentheses",
        });

    public static Diagnostic ExpressionEndsEarly(SourceSpan at) => Error("RB208", at, "the expression ends where more is expected", "complete it, or remove the last operator; a pipe inside `? :` needs parentheses");

    public static Diagnostic BracketNotClosed(SourceSpan at, char bracket) => Error("RB209", at, $"this `{bracket}` is never closed", $"write `{(bracket == '(' ? ')' : ']')}`");

    public static Diagnostic TextNotEnded(SourceSpan at, char quote) =>
        Error("RB210", at, "this text is never closed", $"write `{quote}` at its end; a quote inside is written `\\{quote}`");

    public static Diagnostic UnknownEscape(SourceSpan at, string found) =>
        Error("RB211", at, $"`{found}` means nothing in text", @"write `\\` for a backslash; there are `\n \r \t \' \"" \uXXXX`");

    public static Diagnostic BadNumber(SourceSpan at, string found, string? hint) => Error("RB212", at, $"`{found}` is not a number, duration or size", hint);

    /// <param name="words">What stands there.</param>
    public static Diagnostic OperatorMissing(SourceSpan at, string words) => Error(
        "RB213",
        at,
        "an operator is missing between two values",
        words.Contains("''", StringComparison.Ordinal) || words.Contains("\"\"", StringComparison.Ordinal) ? "a quote inside a text is written `\\'`, or the text in the other quotes: `\"it's\"`"
        : words.Split(' ') is [_, var sign, ..] && OfSql(sign) is { } instead ? instead
        : "a function is called `f(x)` or `x | f`; a list in front of `[0]` needs parentheses");

    private static string? OfSql(string word) => word.ToLowerInvariant() switch
    {
        "is" => "write `value == null` or `value != null`",
        "between" => "write `value >= 1 && value <= 5`",
        "like" or "ilike" or "similar" or "matches" or "contains" => "texts are compared as a whole, `==`; let SQL look into them: `SELECT name LIKE 'a%' AS fits`",
        _ => null,
    };

    public static Diagnostic ExpressionTooLong(SourceSpan at, int length, int most) =>
        Error("RB214", at, $"the expression has {length} characters, more than {most}", "compute parts of it in `vars`");

    public static Diagnostic ExpressionTooDeep(SourceSpan at) => Error("RB215", at, "the expression is nested too deeply", "compute parts of it in `vars`");

    /// <param name="what">What is known: "functions", in SQL with its filters.</param>
    public static Diagnostic UnknownFunction(SourceSpan at, string name, IReadOnlyCollection<string> known, string what) =>
        Error("RB216", at, $"there is no function `{name}`", Suggestion.Hint(name, known, what));

    public static Diagnostic NotAFunction(SourceSpan at, string words) => Error("RB217", at, $"`{words}` is not a function", "only the listed functions can be called");

    public static Diagnostic WrongArity(SourceSpan at, string name, int given, string signature) =>
        Error("RB218", at, $"`{name}` is given {given} {(given == 1 ? "argument" : "arguments")}", $"write `{signature}`");

    public static Diagnostic PipeNeedsFunction(SourceSpan at) =>
        Error("RB219", at, "a pipe goes into a function", "put the pipe into parentheses, `(x | sum) == 3`, and further arguments too, `x | join(', ')`");

    public static Diagnostic FilterMisplaced(SourceSpan at, string name, bool sql) => Error(
        "RB220",
        at,
        $"the filter `{name}` cannot stand here",
        sql ? $"it ends a hole: `{{{{ value | {name} }}}}`" : "filters belong to holes in SQL; elsewhere a value needs none");

    /// <param name="at">The hole.</param>
    /// <param name="words">What stands in it.</param>
    /// <param name="instead">Of a program in an argument: how a value is handed over there.</param>
    public static Diagnostic HoleInScript(SourceSpan at, string words, string? instead = null) => Error(
        "RB221",
        at,
        $"`{words}` cannot be put into a script",
        instead ?? "pass it through `env:` and use it as a quoted shell variable; plain braces are written `{%{ … }%}`");

    public static Diagnostic HoleNotFilled(SourceSpan at, string key) => Error(
        "RB224", at, $"nothing fills a hole in `{key}`: it would stand there as it is", "write the text itself; `runbook schema` and docs/language.md say which keys have holes");

    public static Diagnostic CoalesceNeedsParentheses(SourceSpan at) =>
        Error("RB222", at, "`??` beside a comparison is read otherwise than it looks", "put parentheses around it: `(a ?? 0) == 0`");

    public static Diagnostic NotText(SourceSpan at, string what) => Error("RB223", at, $"the text holds {what}", "no text of PostgreSQL or of an argument can hold it; save such data to a file");
}
