using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics;

/// <content>RB0xx: the file, its YAML, and the types of its values.</content>
public static partial class Problems
{
    public static Diagnostic FileTooLarge(SourceSpan at, long bytes, int limit) =>
        Error("RB001", at, $"the file has {bytes} bytes, {limit} are allowed", "split it into several playbooks");

    public static Diagnostic NotUtf8(SourceSpan at, byte found, bool utf16) =>
        Error("RB002", at, $"expected UTF-8, found the byte 0x{found:X2}", utf16 ? "the file is UTF-16: save it as UTF-8" : "save the file as UTF-8");

    public static Diagnostic ControlCharacter(SourceSpan at, int found) =>
        Error("RB003", at, $"found the control character U+{found:X4}", "remove it, or write it as an escape in double quotes");

    public static Diagnostic InvisibleCharacter(SourceSpan at, int found) =>
        Error("RB004", at, $"found the invisible character U+{found:X4}", "remove it: it makes the text look different from what is executed");

    public static Diagnostic NotYaml(SourceSpan at, string message, string hint) => Error("RB005", at, message, hint);

    /// <param name="first">How such a document begins, where its name does not tell.</param>
    public static Diagnostic EmptyDocument(SourceSpan at, string? first) =>
        Error("RB006", at, "expected a document, found nothing", first is null ? $"begin with `{Format(at.File)}: 1`" : $"write `{first}`");

    /// <summary>The first key of a file, which its name promises.</summary>
    private static string Format(string file) => file.EndsWith(".targets.yaml", StringComparison.Ordinal) ? "targets"
        : file.EndsWith(".drill.yaml", StringComparison.Ordinal) ? "drill"
        : file.EndsWith(".test.yaml", StringComparison.Ordinal) ? "test"
        : "runbook";

    public static Diagnostic SecondDocument(SourceSpan at) =>
        Error("RB007", at, "expected the end of the file, found a second document", "keep one document in a file: remove `---`");

    public static Diagnostic TooDeep(SourceSpan at, int limit) =>
        Error("RB008", at, $"nested deeper than {limit} levels", "take inner steps out into a playbook of their own");

    public static Diagnostic TooManyNodes(SourceSpan at, int limit) =>
        Error("RB009", at, $"more than {limit} keys and values", "split it into several playbooks");

    public static Diagnostic TooManyExpressions(SourceSpan at, string limit) =>
        Error("RB034", at, $"more than {limit} expressions and holes", "split it into several playbooks, or hand one list over instead of many values");

    public static Diagnostic Tag(SourceSpan at, string tag, string quote) =>
        Error("RB010", at, $"found the YAML tag `{Shorten(tag)}`, which is not allowed", tag.StartsWith("!!", StringComparison.Ordinal)
            ? "leave the tag out: types come from the language"
            : quote);

    public static Diagnostic Anchor(SourceSpan at, string name) =>
        Error("RB011", at, $"found the YAML anchor `&{Shorten(name)}`, which is not allowed", "name a value in `vars`; put text that begins with `&` in quotes");

    public static Diagnostic Alias(SourceSpan at, string name, string quote) =>
        Error("RB012", at, $"found the YAML alias `*{Shorten(name)}`, which is not allowed", $"name a value in `vars`, or {quote}");

    public static Diagnostic MergeKey(SourceSpan at) =>
        Error("RB013", at, "the merge key `<<` is not allowed", "write the keys out, or use `defaults`");

    public static Diagnostic DuplicateKey(SourceSpan at, string key, int firstLine) =>
        Error("RB014", at, $"the key `{Shorten(key)}` is given twice", $"keep one of them: the first stands in line {firstLine}");

    public static Diagnostic KeyNotText(SourceSpan at, string found) =>
        Error("RB015", at, $"expected a key, found {found}", "write a key as plain text before `: `");

    public static Diagnostic Directive(SourceSpan at) =>
        Error("RB016", at, "YAML directives are not allowed", "remove the line; files are always YAML 1.2");

    public static Diagnostic NeedsQuotes(SourceSpan at, string reason, string quote) => Error("RB017", at, reason, quote);

    public static Diagnostic TabIndentation(SourceSpan at) =>
        Error("RB018", at, "found a tab in the indentation", "indent with spaces");

    public static Diagnostic NeverClosed(SourceSpan at, char open, char close) =>
        Error("RB019", at, $"this `{open}` is never closed", $"close it with `{close}`, and indent the lines it goes on in");

    /// <param name="at">The value.</param>
    /// <param name="what">Whose it is.</param>
    /// <param name="expected">"text", "a list", "a mapping".</param>
    /// <param name="found">The same of what is there.</param>
    /// <param name="example">What could stand there.</param>
    public static Diagnostic WrongKind(SourceSpan at, string what, string expected, string found, string? example = null) => Error(
        "RB020",
        at,
        $"{what}: expected {expected}, found {found}",
        example is not null ? $"write {expected}, such as `{example}`" : found == "nothing" && expected == "text" ? "write a value, or `\"\"` for empty text"
            : found[0] == '`' && expected.StartsWith("text", StringComparison.Ordinal) ? "leave it out where there is no value; put it in quotes where it is text"
            : $"write {expected} here");

    public static Diagnostic MissingKey(SourceSpan at, string what, string key) =>
        Error("RB021", at, $"{what}: the key `{key}` is missing", key == "runbook" ? "add `runbook: 1`" : $"add `{key}: `");

    public static Diagnostic UnknownKey(SourceSpan at, string what, string key, string hint) =>
        Error("RB022", at, $"{what}: unknown key `{Shorten(key)}`", hint);

    public static Diagnostic NotBoolean(SourceSpan at, string what, string found) =>
        Error("RB023", at, $"{what}: expected `true` or `false`, found `{Shorten(found)}`", found.ToUpperInvariant() switch
        {
            "YES" or "Y" or "ON" or "1" or "TRUE" => "write `true`",
            "NO" or "N" or "OFF" or "0" or "FALSE" => "write `false`",
            _ => Fixed(found, "write `true` or `false`"),
        });

    public static Diagnostic NotInteger(SourceSpan at, string what, string found, string hint) =>
        Error("RB024", at, $"{what}: expected a whole number, found `{Shorten(found)}`", Fixed(found, hint));

    public static Diagnostic OutOfRange(SourceSpan at, string what, string found, string range, string? hint = null) =>
        Error("RB025", at, $"{what}: expected {range}, found `{Shorten(found)}`", hint ?? $"write {range}");

    public static Diagnostic UnknownWord(SourceSpan at, string what, string found, IReadOnlyCollection<string> words) =>
        Error("RB026", at, $"{what}: unknown word `{Shorten(found)}`", Fixed(found, Suggestion.Hint(found, words, "words")));

    public static Diagnostic NotParsed(SourceSpan at, string what, string expected, string found) =>
        Error("RB027", at, $"{what}: expected {expected}, found `{Shorten(found)}`", IsNumber(found) && expected.Contains("duration", StringComparison.Ordinal) ? $"say in what it is counted: `{found}s`" : Fixed(found, $"write {expected}"));

    public static Diagnostic BadEscape(SourceSpan at, string found, string hint) =>
        Error("RB030", at, $"{found} is not allowed in text", hint);

    public static Diagnostic Indentation(SourceSpan at, string message, string hint) => Error("RB031", at, message, hint);

    public static Diagnostic NotSeparated(SourceSpan at, char close) =>
        Error("RB032", at, $"expected `,` or `{close}`", "put text that holds `,`, `: ` or brackets in quotes");

    public static Diagnostic QuoteNeverClosed(SourceSpan at, char quote) =>
        Error("RB033", at, "this quote is never closed", $"close it with `{quote}`, and indent the lines it goes on in");

    /// <summary>Of what is fixed before the run: also says so to somebody who wrote a hole.</summary>
    private static string Fixed(string found, string hint) => found.Contains("{{", StringComparison.Ordinal) ? $"{hint}; no hole is filled here" : hint;

    private static bool IsNumber(string text) => text.Length is > 0 and <= 10 && text.All(char.IsAsciiDigit);

    /// <summary>A user's text as far as a message can hold it.</summary>
    private static string Shorten(string text) => text.Length <= 60 ? text : $"{text[..59]}…";
}
