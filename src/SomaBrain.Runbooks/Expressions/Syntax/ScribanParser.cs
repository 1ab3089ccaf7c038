using Scriban.Parsing;
using Scriban.Syntax;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>
/// Scriban as a parser and nothing else: its evaluation is silently wrong for us (`null &lt;= 0` is false, `91.5 &lt; 'abc'` is
/// true, `1/0` is Infinity). The only other file that names Scriban is <see cref="Converter"/>.
/// </summary>
internal static class ScribanParser
{
    /// <summary>Every operator, bracket, member and pipe on one path counts; the parser recurses that deep and no deeper.</summary>
    private const int DeepestExpression = 200;

    /// <summary>Reads <paramref name="blanked"/>, which is <paramref name="text"/> without its literals. Null when a diagnostic was left.</summary>
    public static ScriptExpression? Parse(string blanked, MappedText text, DiagnosticBag bag)
    {
        var template = Scriban.Template.Parse(
            blanked,
            null,
            new ParserOptions { ExpressionDepthLimit = DeepestExpression },
            new LexerOptions { Mode = ScriptMode.ScriptOnly, Lang = ScriptLang.Default });
        if (template.HasErrors)
        {
            bag.Add(Reworded(template.Messages[0], text, blanked));
            return null;
        }

        if (template.Page?.Body is { Statements: [ScriptExpressionStatement { Expression: { } expression }] })
        {
            return expression;
        }

        bag.Add(Problems.NotInLanguage(text.Whole, text.Content.Trim(), "an expression is one value"));
        return null;
    }

    /// <summary>Scriban's words speak of templates and statements, and of our placeholders.</summary>
    private static Diagnostic Reworded(LogMessage message, MappedText text, string blanked)
    {
        var (start, end) = (message.Span.Start.Offset, message.Span.End.Offset + 1);
        if (message.Message.Contains("depth limit", StringComparison.Ordinal))
        {
            return Problems.ExpressionTooDeep(text.Span(Math.Max(start, 0), Math.Max(end, 1)));
        }

        var last = blanked.AsSpan().TrimEnd().Length;
        return start < 0 || start >= last || message.Message.Contains("<eof>", StringComparison.Ordinal)
            ? Problems.ExpressionEndsEarly(text.Span(Math.Max(last - 1, 0), last))
            : Problems.UnexpectedSign(text.Span(start, end), text.Content[start..Math.Clamp(end, start + 1, text.Content.Length)]);
    }
}
