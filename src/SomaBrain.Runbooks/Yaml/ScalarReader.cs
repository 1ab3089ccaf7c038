using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Gives a scalar the places of its characters, which YamlDotNet does not tell. YamlDotNet alone says what the content is;
/// should a second reading ever differ, the value keeps its place as a whole.
/// </summary>
internal sealed class ScalarReader(Source source, DiagnosticBag bag)
{
    public YamlNode.Scalar Read(Scalar scalar, int indent)
    {
        var start = (int)Math.Min(scalar.Start.Index, source.Text.Length);
        var end = (int)Math.Clamp(scalar.End.Index, start, source.Text.Length);
        var kind = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => ScalarKind.SingleQuoted,
            ScalarStyle.DoubleQuoted => ScalarKind.DoubleQuoted,
            ScalarStyle.Literal => ScalarKind.Literal,
            ScalarStyle.Folded => ScalarKind.Folded,
            _ => ScalarKind.Plain,
        };
        var last = start + source.Text.AsSpan(start, end - start).TrimEnd().Length;
        var whole = source.Span(start, last);
        var text = Read(scalar, kind, start, end, indent, whole);
        if (kind is ScalarKind.SingleQuoted or ScalarKind.DoubleQuoted && QuotedLines.Check(source, start, end, indent) is { } problem)
        {
            bag.Add(problem);
        }

        if (kind == ScalarKind.Plain && CutOff(last) is { } cut)
        {
            bag.Add(cut);
        }

        if (scalar.Value.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            bag.Add(Problems.BadEscape(text.Span(nul, nul + 1), "NUL", "PostgreSQL and the shell cut text there: leave it out"));
        }

        return new(text, kind);
    }

    /// <summary>
    /// Text such as `SET d = d #- '{a}' WHERE i = 1` ends before the `#` to YAML, and would change every row. Who writes a comment leaves
    /// a blank behind it.
    /// </summary>
    private Diagnostic? CutOff(int end)
    {
        var hash = end;
        while (hash < source.Text.Length && source.Text[hash] is ' ' or '\t')
        {
            hash++;
        }

        var comment = source.Text.AsSpan(hash);
        if (hash == end || comment is not ['#', not (' ' or '\t' or '\r' or '\n' or '#'), ..])
        {
            return null; // nearly always: nothing further is looked at, as there may be thousands of values in a line
        }

        var last = comment.IndexOfAny('\r', '\n') is >= 0 and var breaks ? hash + breaks : source.Text.Length;
        return Problems.NeedsQuotes(
            source.Span(hash, last),
            "a comment begins here to YAML, and the text ends before it",
            "put the text in quotes or below `|`; in a comment, write a blank behind `#`");
    }

    private MappedText Read(Scalar scalar, ScalarKind kind, int start, int end, int indent, SourceSpan whole)
    {
        // A properties prefix (a tag, an anchor) is an error already reported; its scalar needs no places.
        if (!scalar.Tag.IsEmpty || !scalar.Anchor.IsEmpty)
        {
            return MappedText.At(scalar.Value, whole);
        }

        return kind is ScalarKind.Literal or ScalarKind.Folded
            ? new BlockScalar(source, scalar.Value, start, end, indent).Read(whole)
            : AsItStands(scalar.Value, kind, start, end, whole) ?? new FlowScalar(source, scalar.Value, start, end, kind).Read(whole);
    }

    /// <summary>
    /// Nearly every value stands in the file letter by letter, and needs no second reading: folding, doubled quotes and escapes
    /// would each have made another text of it. Null when it does not.
    /// </summary>
    private MappedText? AsItStands(string value, ScalarKind kind, int start, int end, SourceSpan whole)
    {
        var quote = kind == ScalarKind.Plain ? 0 : 1;
        var written = source.Text.AsSpan(start, end - start).TrimEnd();
        return value.Length > 0 && written.Length == value.Length + quote + quote && written[quote..].StartsWith(value)
            ? MappedText.InOnePiece(value, whole, start + quote)
            : null;
    }
}
