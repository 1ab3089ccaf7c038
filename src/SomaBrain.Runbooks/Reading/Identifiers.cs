using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Names of steps, parameters, vars and loop elements: `[a-z][a-z0-9_]*`, and no word of the expression language.</summary>
public static class Identifiers
{
    private static readonly string[] Words =
    [
        "if", "else", "end", "for", "in", "while", "break", "continue", "case", "when", "func", "ret", "capture", "import", "readonly",
        "with", "wrap", "include", "this", "empty", "blank", "do", "null", "true", "false", "and", "or", "not",
    ];

    /// <summary>The same rule as a regular expression of JSON Schema, for the whole name.</summary>
    public static readonly string Pattern = $"(?!({string.Join('|', Words)})$)[a-z][a-z0-9_]{{0,62}}";

    /// <summary>The name, or null when a diagnostic was left.</summary>
    public static string? Check(MappedText text, DiagnosticBag problems)
    {
        var name = text.Content;
        var why = name.Length == 0 || !char.IsAsciiLetterLower(name[0]) ? "it must begin with a lower-case letter"
            : name.Length > 63 ? "it is longer than 63 characters"
            : name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_') ? "only lower-case letters, digits and `_` are allowed"
            : Words.Contains(name) ? "it is a word of the expression language"
            : null;
        if (why is null)
        {
            return name;
        }

        problems.Add(Problems.BadId(text.Whole, name, why));
        return null;
    }
}
