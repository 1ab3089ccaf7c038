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
        var whole = source.Span(start, start + source.Text.AsSpan(start, end - start).TrimEnd().Length);
        var text = Read(scalar, kind, start, end, indent, whole);
        if (text.Content != scalar.Value)
        {
            text = MappedText.At(scalar.Value, whole);
        }

        if (kind is ScalarKind.SingleQuoted or ScalarKind.DoubleQuoted && QuotedLines.Check(source, start, end, indent) is { } problem)
        {
            bag.Add(problem);
        }

        if (scalar.Value.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            bag.Add(Problems.BadEscape(text.Span(nul, nul + 1), "NUL", "PostgreSQL and the shell cut text there: leave it out"));
        }

        return new(text, kind);
    }

    private MappedText Read(Scalar scalar, ScalarKind kind, int start, int end, int indent, SourceSpan whole)
    {
        // A properties prefix (a tag, an anchor) is an error already reported; its scalar needs no places.
        if (!scalar.Tag.IsEmpty || !scalar.Anchor.IsEmpty)
        {
            return MappedText.At(scalar.Value, whole);
        }

        return kind is ScalarKind.Literal or ScalarKind.Folded
            ? new BlockScalar(source, start, end, indent).Read(whole)
            : new FlowScalar(source, start, end, kind).Read(whole);
    }
}
