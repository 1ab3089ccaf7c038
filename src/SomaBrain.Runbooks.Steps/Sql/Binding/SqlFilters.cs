using System.Collections.Immutable;
using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Sql.Scram;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

internal static class SqlFilters
{
    private const string NoSecret = "it is no secret: a password comes from a `secret`";

    /// <param name="placeholder">Harmless text of the same tokens, to compare with.</param>
    /// <param name="random">So many random bytes.</param>
    public static string? Apply(SqlFilter filter, Value value, Func<int, byte[]> random, out string placeholder, out string why)
    {
        placeholder = "";
        var text = filter switch
        {
            SqlFilter.Ident => SqlNames.Ident(value, out why),
            SqlFilter.Table => SqlNames.Table(value, out why),
            SqlFilter.Literal => SqlNames.Literal(value, out why),
            SqlFilter.Scram => Verifier(value, random, out why),
            _ => Raw(value, out why),
        };
        if (text is not null)
        {
            placeholder = Placeholder(filter, text);
        }

        return text;
    }

    /// <summary>Why the filter could take no value that comes out as this; null where it may.</summary>
    /// <param name="value">A value, or an unknown one of a type.</param>
    public static Diagnostic? WhyNever(TemplatePart.Hole hole, Value value, ImmutableArray<Parameter> parameters)
    {
        var why = "";
        if (IsKnown(value))
        {
            Apply(hole.Filter!.Value, value, _ => [], out _, out why);
        }
        else if (Typed.Sample(value) is Value.List or Value.Row && hole.Filter is SqlFilter.Literal)
        {
            why = $"it is {ValueText.Kind(Typed.Sample(value))}";
        }
        else if (hole is { Filter: SqlFilter.Scram, Value.References: { IsEmpty: false } used } && used.All(one => one.Path is ["params", var name] && parameters.FirstOrDefault(own => own.Name == name) is { Type: not ParameterType.Secret }))
        {
            why = NoSecret;
        }

        return why.Length == 0 ? null : Problems.CannotFilter(hole.Span, hole.Value.Text.Trim(), why);
    }

    private static bool IsKnown(Value value) => value is Value.List list ? list.Items.All(IsKnown) : !value.IsUnknown && value is not Value.Missing;

    /// <summary>What a secret is shown as: never what was put, as a verifier lets its holder pose as the server.</summary>
    public static string Shown(SqlFilter filter, Value value, string put) => (filter, value) switch
    {
        (SqlFilter.Scram, Value.Secret secret) => $"<scram of {secret.Name}>",
        (_, Value.Secret secret) => $"<secret {secret.Name}>",
        _ => put,
    };

    private static string? Verifier(Value value, Func<int, byte[]> random, out string why)
    {
        why = value is not Value.Secret ? NoSecret
            : Text(value) is not { Length: > 0 } password ? "it is no text, or empty"
            : NoText.Why(password) ?? "";
        return why.Length == 0 ? $"'{ScramVerifier.Of(Text(value)!, random(ScramVerifier.SaltLength))}'" : null;
    }

    private static string? Raw(Value value, out string why)
    {
        why = value is Value.Secret ? "a secret never stands in a statement"
            : Text(value) is not { } text ? $"it is {ValueText.Kind(value)}, not text"
            : NoText.Why(text) ?? "";
        return why.Length == 0 ? Text(value) : null;
    }

    private static string? Text(Value value) => value switch
    {
        Value.Secret secret => Text(secret.Inner),
        Value.Cell { Scalar: Value.Text text } => text.Content,
        Value.Text text => text.Content,
        _ => null,
    };

    private static string Placeholder(SqlFilter filter, string text) => filter switch
    {
        SqlFilter.Ident => QuotedNames(Names(text, ','), ", "),
        SqlFilter.Raw => text, // its tokens are whatever its author let in
        SqlFilter.Table => QuotedNames(Names(text, '.'), "."),
        _ when text[0] == '\'' => "'x'",
        _ when text[0] == ' ' => " -1",
        _ when char.IsAsciiDigit(text[0]) => "1",
        _ => text, // NULL, TRUE, FALSE
    };

    private static string QuotedNames(int count, string separator) => new StringBuilder("\"x\"").Insert(0, $"\"x\"{separator}", count - 1).ToString();

    /// <summary>How many quoted names stand between separators outside quotes.</summary>
    private static int Names(string quoted, char separator)
    {
        var (names, inQuotes) = (1, false);
        foreach (var c in quoted)
        {
            inQuotes ^= c == '"';
            names += c == separator && !inQuotes ? 1 : 0;
        }

        return names;
    }
}
