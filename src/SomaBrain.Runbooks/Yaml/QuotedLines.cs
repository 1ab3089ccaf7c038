using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// The further lines of a text in quotes are indented deeper than what holds it, with spaces (YAML 1.2.2 §7.3). YamlDotNet
/// 18.1.0 asks for less: a quote that is forgotten would take in the keys below up to the next one.
/// </summary>
internal static class QuotedLines
{
    /// <param name="indent">How far the block collection around it is indented.</param>
    public static Diagnostic? Check(Source source, int start, int end, int indent)
    {
        var text = source.Text;
        var at = start;
        while (text.AsSpan(at, end - at).IndexOfAny('\n', '\r') is >= 0 and var length)
        {
            var line = at + length + LineBreaks.Length(text, at + length);
            at = line;
            while (at < end && LineBreaks.IsBlank(text[at]))
            {
                at++;
            }

            if (at >= end || LineBreaks.Length(text, at) > 0)
            {
                continue;
            }

            if (text.AsSpan(line, at - line).IndexOf('\t') is >= 0 and var tab && tab <= indent)
            {
                return Problems.TabIndentation(source.Span(line + tab, line + tab + 1));
            }

            if (at - line <= indent)
            {
                return Problems.QuoteNeverClosed(ValueText.ToEndOfLine(source, start), text[start]);
            }
        }

        return null;
    }
}
