using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Says in our words what YamlDotNet stumbled over, and what to do. Most of it is an expression without quotes.</summary>
internal static class SyntaxExplanation
{
    /// <param name="source">The file.</param>
    /// <param name="offset">Where YamlDotNet says the problem is.</param>
    /// <param name="detail">YamlDotNet's own words.</param>
    /// <param name="open">Where the innermost open bracket stands.</param>
    public static Diagnostic Of(Source source, int offset, string detail, int? open = null)
    {
        offset = Math.Clamp(offset, 0, source.Text.Length);
        var start = ValueText.Start(source, offset);
        var value = ValueText.ToEndOfLine(source, start);
        var first = start < source.Text.Length ? source.Text[start] : '\n';
        if (OutOfBlock(source, offset, detail) is { } left)
        {
            return left;
        }

        if (first is '&' or '*' && Says(detail, "nchor"))
        {
            return Problems.NeedsQuotes(value, $"`{first}` begins the name of another value to YAML", QuoteHint.For(value));
        }

        if (source.Text.AsSpan(ValueText.LineStart(source, offset)).StartsWith("--- ") && (Says(detail, "invalid mapping") || Says(detail, "Block sequence entries")))
        {
            return Problems.NotYaml(ValueText.ToEndOfLine(source, ValueText.LineStart(source, offset)), "a mapping or a list cannot begin beside `---`", "remove `---`: a file is one document");
        }

        if (start <= offset && Trap(source, start, offset, first, detail) is { } reason)
        {
            return Problems.NeedsQuotes(value, reason, QuoteHint.Comparison(source, value) ?? (first is '>' or '|' ? QuoteHint.Block(source, value) : QuoteHint.For(value)));
        }

        return LookAlikeSigns.Named(Structural(source, offset, detail, open) ?? Problems.NotYaml(
            ValueText.ToEndOfLine(source, offset), "this is not valid YAML", $"the YAML parser says: {detail.TrimEnd('.')}"), mayGoOn: true);
    }

    public static Diagnostic NeverClosed(Source source, int bracket) =>
        Problems.NeverClosed(source.Span(bracket, bracket + 1), source.Text[bracket], source.Text[bracket] == '[' ? ']' : '}');

    public static Diagnostic TouchingComment(SourceSpan comment) =>
        Problems.NotYaml(comment, "a comment touches what stands before it", "put a space before `#`, or quotes around text that holds it");

    /// <summary>When YamlDotNet gives no place.</summary>
    /// <param name="source">The file.</param>
    /// <param name="after">Where the last thing ended that YamlDotNet has told of: it reads ahead of it.</param>
    public static Diagnostic Somewhere(Source source, int after)
    {
        var bracket = after;
        while (bracket < source.Text.Length && (char.IsWhiteSpace(source.Text[bracket]) || source.Text[bracket] is '-' or ':'))
        {
            bracket++;
        }

        return bracket < source.Text.Length && source.Text[bracket] is '[' or '{'
            ? NeverClosed(source, bracket)
            : Problems.NotYaml(ValueText.ToEndOfLine(source, after), "this is not valid YAML from here on", "remove `...`, and close every bracket and quote that was opened");
    }

    private static Diagnostic? OutOfBlock(Source source, int offset, string detail)
    {
        var line = source.PositionOf(offset).Line;
        var indent = Says(detail, "tab") || Says(detail, "spaces") ? 0 : LinesAround.BlockAbove(source, line);
        if (indent == 0)
        {
            return null;
        }

        var written = source.Line(line);
        return Problems.Indentation(
            ValueText.ToEndOfLine(source, source.Offset(new(line, 1 + written.Length - written.TrimStart().Length))),
            "the text above ends before this line",
            $"a text below `|` or `>` is indented deeper than its key: begin each of its lines with {indent.ToString(CultureInfo.InvariantCulture)} blanks or more");
    }

    private static string? Trap(Source source, int start, int offset, char first, string detail) => first switch
    {
        '{' when ValueText.IsHole(source, start) => "`{{` begins a mapping to YAML",
        '@' or '`' or '%' => $"text without quotes cannot begin with `{first}`",
        '>' or '|' when Says(detail, "block scalar, did not find") => $"`{first}` begins a block of text to YAML",
        '"' or '\'' when offset > start && (GoesOn(source, offset, detail) || Says(detail, "Mapping values") || Says(detail, "'-' indicator")) =>
            "text that begins with a quote ends at the next one",
        '[' when offset > start && GoesOn(source, offset, detail) => "`[` begins a list to YAML",
        '{' when offset > start && GoesOn(source, offset, detail) && source.Text.AsSpan(offset) is [not '}', ..] && source.Text.AsSpan(0, start).TrimEnd() is [.., ':'] => "`{` begins a mapping to YAML",
        '?' when Says(detail, "Mapping keys") => "`? ` begins a key to YAML",
        _ when offset > start && (Says(detail, "found invalid mapping") || Says(detail, "Mapping values")) => "text without quotes cannot hold `: `",
        _ => null,
    };

    /// <summary>Behind a value that has ended stands more of it. YamlDotNet takes `|` and `>` there for a comment.</summary>
    private static bool GoesOn(Source source, int offset, string detail) =>
        Says(detail, "expected key") || Says(detail, "Mapping keys") || (Says(detail, "comment") && !IsComment(source, offset));

    /// <summary>The place is that of the sign, or of the end of what it touches.</summary>
    private static bool IsComment(Source source, int offset) => source.Text.AsSpan(offset) is ['#', ..] or [_, '#', ..];

    private static Diagnostic? Structural(Source source, int offset, string detail, int? open)
    {
        var here = ValueText.ToEndOfLine(source, offset);
        if (Says(detail, "invalid tab") || Says(detail, "tab character"))
        {
            return Problems.TabIndentation(FindTab(source, offset));
        }

        if (offset < source.Text.Length && source.Text[offset] is '"' or '\''
            && (Says(detail, "unexpected end of stream") || Says(detail, "document indicator") || Says(detail, "wrong indentation")))
        {
            return Problems.QuoteNeverClosed(here, source.Text[offset]);
        }

        if (Says(detail, "flow sequence, did not") || Says(detail, "flow mapping"))
        {
            return offset == source.Text.Length && open is { } bracket
                ? NeverClosed(source, bracket)
                : Problems.NotSeparated(here, Says(detail, "mapping") ? '}' : ']');
        }

        if (Says(detail, "comment"))
        {
            return IsComment(source, offset) ? TouchingComment(here) : Problems.NotYaml(here, "the value ended before this", "put the whole value in quotes");
        }

        if (Says(detail, "indentation indicator"))
        {
            return Problems.NotYaml(here, "a block of text is indented by 1 to 9 spaces", "write `|` alone: the first line says how far the text is indented");
        }

        if (Says(detail, "key indicator"))
        {
            return Problems.NotYaml(here, "a dash alone is no item between brackets", "put it in quotes: `'-'`");
        }

        if (Says(detail, "cannot start any token") && offset < source.Text.Length && ValueText.BeginsNoText(source.Text[offset]))
        {
            return Problems.NeedsQuotes(here, $"text without quotes cannot begin with `{source.Text[offset]}`", "put it in quotes");
        }

        if (Says(detail, "tag") && source.Text.LastIndexOf('!', Math.Min(offset, source.Text.Length - 1)) is >= 0 and var tag)
        {
            var written = ValueText.ToEndOfLine(source, tag);
            return Problems.Tag(written, ValueText.FirstWord(written), QuoteHint.For(written));
        }

        if (Says(detail, "quoted scalar"))
        {
            var escape = BadEscape(source, offset);
            return Problems.BadEscape(escape, "this escape", "write `\\\\` for a backslash, or use single quotes, which know no escapes");
        }

        if (Says(detail, "expected ':'"))
        {
            return Problems.NotYaml(here, "expected `key: value`, found text without a key", "put `: ` after the key, or indent the line when it continues the text above");
        }

        if (Says(detail, "Block sequence entries"))
        {
            return Problems.NotYaml(here, "a list cannot begin beside its key", "begin it on the next line, or write `[a, b]`");
        }

        if (Says(detail, "extra spaces") || Says(detail, "more spaces"))
        {
            var line = Math.Max(1, source.PositionOf(offset).Line - 1);
            here = source.LineSpan(line);
            return Problems.Indentation(here, "an empty line before the text is indented deeper than the text", "remove the spaces from the empty line");
        }

        return Misplaced(here, detail);
    }

    private static Diagnostic? Misplaced(SourceSpan here, string detail)
    {
        if (Says(detail, "expected key"))
        {
            return Problems.Indentation(here, "expected a key as far indented as the keys above", "give it the indentation of the keys it belongs to");
        }

        if (Says(detail, "'-' indicator"))
        {
            return Problems.Indentation(here, "expected `- ` as in the lines above", "give it the indentation of what it belongs to, or begin it with `- `");
        }

        if (Says(detail, "invalid mapping") || Says(detail, "Mapping values"))
        {
            var line = ValueText.LineStart(here.Source, here.From);
            var blanks = here.Source.Line(here.Start.Line).Length - here.Source.Line(here.Start.Line).TrimStart().Length;
            here = ValueText.ToEndOfLine(here.Source, line + blanks);
            return Problems.Indentation(here, "a key cannot begin here: the line above already gave a value", "give it the indentation of the key above; where the text above goes on here, put all of it in quotes, or write it below `|`");
        }

        if (Says(detail, "<document start>") || Says(detail, "<document end>"))
        {
            return Problems.NotYaml(here, "expected the end of the file, found more text", "put a space after the `:` of a key, and begin all top-level keys in the first column");
        }

        if (Says(detail, "While parsing a node") && here.Source.Text.AsSpan(here.From) is ['*', ..])
        {
            return Problems.NotYaml(here, "the name of another value cannot stand here", "write the value out");
        }

        return Says(detail, "expected node content") || Says(detail, "While parsing a node") ? Problems.NotYaml(here, "expected a value, found a sign of YAML's own", "close every bracket that was opened, or put the text in quotes") : null;
    }

    private static SourceSpan BadEscape(Source source, int quote)
    {
        var text = source.Text;
        for (var i = quote + 1; i + 1 < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            var digits = text[i + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            var stop = Math.Min(i + 2 + digits, text.Length);
            if ((digits == 0 && !"0abt\tnvfre \"/\\N_LP\r\n".Contains(text[i + 1], StringComparison.Ordinal))
                || (digits > 0 && (!uint.TryParse(text.AsSpan(i + 2, stop - i - 2), NumberStyles.AllowHexSpecifier, null, out var code)
                    || code is (>= 0xD800 and <= 0xDFFF) or > 0x10FFFF)))
            {
                return source.Span(i, stop);
            }

            i++;
        }

        return ValueText.ToEndOfLine(source, quote);
    }

    private static SourceSpan FindTab(Source source, int offset)
    {
        for (var line = source.PositionOf(offset).Line; line <= source.LineCount; line++)
        {
            var start = source.Offset(new(line, 1));
            if (ValueText.TabBefore(source, start + source.Line(line).Length) is { } tab)
            {
                return tab;
            }
        }

        return source.Span(offset, offset + 1);
    }

    private static bool Says(string detail, string words) => detail.Contains(words, StringComparison.Ordinal);
}
