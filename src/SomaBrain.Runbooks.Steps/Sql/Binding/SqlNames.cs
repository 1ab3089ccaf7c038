using System.Globalization;
using System.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>The filters that put a value into the text of a statement, each as a known sequence of tokens.</summary>
internal static class SqlNames
{
    /// <summary>PostgreSQL cuts a longer name silently: refused here.</summary>
    private const int LongestName = 63;

    /// <summary>`ident`: a quoted identifier; of a list, comma-joined. Null when it cannot be one.</summary>
    public static string? Ident(Value value, out string why)
    {
        if (NoText.WhyNoName(value, orList: true) is { } wrong)
        {
            why = wrong;
            return null;
        }

        if (Bare(value) is not Value.List list)
        {
            return Part(ValueText.Of(Bare(value)), out why);
        }

        List<string> names = [];
        foreach (var item in list.Items)
        {
            if (Part(ValueText.Of(Bare(item)), out why) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        why = names.Count == 0 ? "the list is empty" : "";
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    /// <summary>`table`: a dotted name, split by PostgreSQL's own rules, each part quoted.</summary>
    public static string? Table(Value value, out string why)
    {
        if (NoText.WhyNoName(value, orList: false) is { } wrong)
        {
            why = wrong;
            return null;
        }

        List<string> quoted = [];
        foreach (var part in Split(ValueText.Of(Bare(value))))
        {
            if (Part(part, out why) is not { } name)
            {
                return null;
            }

            quoted.Add(name);
        }

        why = quoted.Count is 0 or > 3 ? "a table's name has one to three parts" : "";
        return why.Length == 0 ? string.Join('.', quoted) : null;
    }

    /// <summary>`literal`: for utility statements, which take no parameters. Numbers stay bare.</summary>
    public static string? Literal(Value value, out string why)
    {
        why = "";
        var bare = Bare(value);
        switch (bare)
        {
            case Value.Null:
                return "NULL";
            case Value.Boolean boolean:
                return boolean.Is ? "TRUE" : "FALSE";
            case Value.Integer or Value.Number or Value.Size:
                // a space, so that `5 -{{ x | literal }}` cannot begin a comment
                return SqlArguments.Of(bare, out why) is { Text: var number } ? number is ['-', ..] ? $" {number}" : number : null;
            case Value.List or Value.Row:
                why = $"it is {ValueText.Kind(bare)}";
                return null;
            default:
                var text = SqlArguments.Of(bare, out why)?.Text;
                why = text is null ? why : NoText.Why(text) is { } what ? $"it holds {what}, which PostgreSQL has in no text" : "";
                return text is null || why.Length > 0 ? null : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        }
    }

    private static Value Bare(Value value) => value switch
    {
        Value.Secret secret => Bare(secret.Inner),
        Value.Cell { Scalar: Value.Integer or Value.Number or Value.Boolean or Value.List } cell => cell.Scalar,
        Value.Cell cell => new Value.Text(cell.Content),
        _ => value,
    };

    private static string? Part(string name, out string why)
    {
        why = name.Length == 0 ? "an empty name"
            : NoText.Why(name) is { } no ? $"it holds {no}, which PostgreSQL has in no text"
            : Encoding.UTF8.GetByteCount(name) > LongestName ? string.Create(CultureInfo.InvariantCulture, $"a name longer than {LongestName} bytes")
            : "";
        return why.Length == 0 ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : null;
    }

    /// <summary>As PostgreSQL does in UTF-8: no letter but those of ASCII.</summary>
    private static string Folded(string name) => string.Create(name.Length, name, (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = char.IsAsciiLetterUpper(from[i]) ? char.ToLowerInvariant(from[i]) : from[i];
        }
    });

    /// <summary>At dots outside double quotes; an unquoted part folds to lower case, as PostgreSQL does.</summary>
    private static IEnumerable<string> Split(string name)
    {
        var start = 0;
        var inQuotes = false;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i == name.Length || (name[i] == '.' && !inQuotes))
            {
                var part = name[start..i].Trim(' ', '\t', '\n', '\r', '\f');
                yield return part.Length >= 2 && part[0] == '"' && part[^1] == '"'
                    ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
                    : Folded(part);
                start = i + 1;
            }
            else if (name[i] == '"')
            {
                inQuotes = !inQuotes;
            }
        }
    }
}
