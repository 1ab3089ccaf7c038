using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// `connect` of a target: a connection string whose holes are values of its keys, and never syntax. A text that is one hole is
/// a whole connection string.
/// </summary>
public static class ConnectText
{
    /// <summary>Tells of holes that stand where no value stands.</summary>
    public static void Check(Template template, DiagnosticBag problems)
    {
        var before = new StringBuilder();
        foreach (var part in template.OnlyHole is null ? template.Parts : [])
        {
            if (part is TemplatePart.Hole hole && !IsValue(before.ToString()))
            {
                problems.Add(Problems.ConnectionStringSyntax(hole.Span, "connect", $"`{hole.Value.Text}` stands where no value of a key does"));
            }

            before.Append(part is TemplatePart.Literal literal ? literal.Content : "x");
        }
    }

    /// <summary>The connection string, in which no value can add a key, end its own, or leave it to a default.</summary>
    public static Evaluated Render(Template template, IScope scope)
    {
        var isUri = template.Parts is [TemplatePart.Literal first, ..] && IsUri(first.Content);
        var text = template.Render(scope, (expression, value) => value.Length == 0 ? Empty(expression) : new Value.Text(isUri ? Uri.EscapeDataString(value) : Escaped(value)));
        return template.OnlyHole is { } only && text.Value is { } whole && ValueText.Of(whole is Value.Secret secret ? secret.Inner : whole).Length == 0 ? Empty(only) : text;
    }

    private static bool IsUri(string text) => text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal);

    private static Diagnostic Empty(Expression expression) => Problems.ConnectionStringSyntax(expression.Span, "connect", $"`{expression.Text}` is empty");

    /// <summary>For libpq a backslash takes the next character as it is, within quotes and without.</summary>
    private static string Escaped(string value)
    {
        var escaped = new StringBuilder();
        foreach (var c in value)
        {
            _ = (c is '\'' or '\\' || IsBlank(c) ? escaped.Append('\\') : escaped).Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Whether what follows this beginning of a connection string is a value, or within one.</summary>
    private static bool IsValue(string text)
    {
        if (IsUri(text))
        {
            return text.LastIndexOfAny(['?', '&', '=']) is var sign && (sign < 0 || text[sign] == '=');
        }

        for (var at = 0; ;)
        {
            at = text.IndexOf('=', at) + 1;
            if (at == 0)
            {
                return false;
            }

            at += text.AsSpan(at).Length - text.AsSpan(at).TrimStart(Blanks).Length;
            var quoted = at < text.Length && text[at] == '\'';
            for (at += quoted ? 1 : 0; at < text.Length && (quoted ? text[at] != '\'' : !IsBlank(text[at])); at++)
            {
                at += text[at] == '\\' ? 1 : 0;
            }

            if (at >= text.Length)
            {
                return at == text.Length; // a backslash at the end would take the first character of the value
            }

            at++;
        }
    }

    private const string Blanks = " \t\n\v\f\r";

    private static bool IsBlank(char c) => Blanks.Contains(c, StringComparison.Ordinal);
}
