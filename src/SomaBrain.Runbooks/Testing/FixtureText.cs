using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Testing;

/// <summary>Writes values so that the reader of tests reads them as the same.</summary>
internal static class FixtureText
{
    private const string Natural = "pg_catalog.";

    /// <summary>Text that is what it says; a number or a boolean that is none would be quoted.</summary>
    public static string Scalar(Value value) => value switch
    {
        Value.Null or Value.Missing => "null",
        Value.Boolean boolean => boolean.Is ? "true" : "false",
        Value.Integer integer => integer.Whole.ToString(CultureInfo.InvariantCulture),
        Value.Secret secret => Quoted($"<secret {secret.Name}>"),
        _ => Quoted(ValueText.Of(value)),
    };

    public static string Any(Value value) => value switch
    {
        Value.Cell { Scalar: Value.List or Value.Row } cell => Any(cell.Scalar),
        Value.List list => $"[{string.Join(", ", list.Items.Select(Any))}]",
        Value.Row row => $"{{ {string.Join(", ", row.Fields.Select(field => $"{Name(field.Name)}: {Any(field.Value)}"))} }}",
        _ => Scalar(value),
    };

    /// <summary>A cell, and its type where the text alone would be read as another.</summary>
    public static (string Text, string? Type) Cell(Value value)
    {
        if (value is not Value.Cell cell)
        {
            return (Scalar(value), null);
        }

        var type = cell.SqlType?.StartsWith(Natural, StringComparison.Ordinal) == true ? cell.SqlType[Natural.Length..] : cell.SqlType;
        return type switch
        {
            "int8" => (cell.Content, null),
            "bool" => (cell.Content == "t" ? "true" : "false", null),
            "numeric" when cell.Scalar is Value.Number && cell.Content.Contains('.', StringComparison.Ordinal) => (cell.Content, null),
            "text" or null => (Quoted(cell.Content), null),
            _ => (cell.Scalar is Value.Integer ? cell.Content : Quoted(cell.Content), type),
        };
    }

    /// <summary>A key, or one word: in quotes where it could be read as something else.</summary>
    public static string Name(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "none")
            ? name
            : Quoted(name);

    /// <summary>In double quotes, with what JSON escapes escaped.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                < 0x20 or (>= 0x7f and < 0xa0) or (>= 0x2028 and <= 0x202e) or (>= 0x200b and <= 0x200f) or (>= 0x2060 and <= 0x206f) or 0xad or 0xfeff =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }
}
