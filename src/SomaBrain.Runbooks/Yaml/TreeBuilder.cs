using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>Builds the tree from events. Recursion is as deep as <see cref="YamlLimits.Levels"/> and no deeper.</summary>
/// <param name="events">Of the document.</param>
/// <param name="first">How an empty one would have to begin, where the name of its file does not tell.</param>
internal sealed class TreeBuilder(EventReader events, string? first = null)
{
    private readonly ScalarReader _scalars = new(events.Source, events.Bag);
    private readonly Source _source = events.Source;
    private readonly DiagnosticBag _bag = events.Bag;

    public YamlNode? Document()
    {
        if (events.Next() is not StreamStart || events.Next() is not { } begin)
        {
            return null;
        }

        if (begin is not DocumentStart)
        {
            _bag.Add(Problems.EmptyDocument(_source.Span(0, 0), first));
            return null;
        }

        if (events.Next() is not { } start || Node(start, -1) is not { } root || events.Next() is not DocumentEnd || events.Next() is not { } last)
        {
            return null;
        }

        if (last is DocumentStart)
        {
            _bag.Add(Problems.SecondDocument(events.Span(last)));
        }

        if (root is YamlNode.Scalar { IsNothing: true })
        {
            _bag.Add(Problems.EmptyDocument(_source.Span(0, 0), first));
            return null;
        }

        return root;
    }

    /// <param name="e">The event that starts the node.</param>
    /// <param name="indent">How far the block collection around it is indented, -1 without one.</param>
    private YamlNode? Node(ParsingEvent e, int indent)
    {
        if (e is AnchorAlias alias)
        {
            var written = Written(e, (int)e.End.Index);
            _bag.Add(Problems.Alias(events.Span(e), alias.Value.Value, QuoteHint.For(written)));
            events.Told(written.To);
            return Unread(written);
        }

        if (e is not NodeEvent node)
        {
            // YamlDotNet 18.1.0 ends a mapping after a lone key when a line is " : b".
            _bag.Add(Problems.KeyNotText(ValueText.ToEndOfLine(_source, ValueText.LineStart(_source, (int)e.Start.Index)), "nothing"));
            return null;
        }

        if ((!node.Tag.IsEmpty || !node.Anchor.IsEmpty) && RefuseProperties(node) is { } unread)
        {
            return unread;
        }

        CheckIndentation(e);
        return node switch
        {
            Scalar scalar => Scalar(scalar, indent),
            MappingStart { Style: MappingStyle.Flow } when ValueText.IsHole(_source, (int)e.Start.Index) => Hole(e),
            MappingStart mapping => Mapping(mapping, mapping.Style == MappingStyle.Flow ? indent : (int)e.Start.Column - 1),
            _ => Sequence((SequenceStart)node, ((SequenceStart)node).Style == SequenceStyle.Flow ? indent : (int)e.Start.Column - 1),
        };
    }

    private YamlNode.Sequence? Sequence(SequenceStart start, int indent)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (events.Next() is { } e)
        {
            if (e is SequenceEnd)
            {
                return new(items.ToImmutable(), Collection(start, e, start.Style == SequenceStyle.Flow, items.LastOrDefault()));
            }

            if (Node(e, indent) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return null;
    }

    private YamlNode.Mapping? Mapping(MappingStart start, int indent)
    {
        var entries = new EntryList(_bag);
        List<SourceSpan> unseparated = [];
        while (events.Next() is { } e)
        {
            if (e is MappingEnd)
            {
                foreach (var at in unseparated)
                {
                    _bag.Add(Problems.NotSeparated(at, '}'));
                }

                return new(entries.ToImmutable(), Collection(start, e, start.Style == MappingStyle.Flow, entries.LastValue));
            }

            if (Node(e, indent) is not { } key || events.Next() is not { } next || Node(next, indent) is not { } value)
            {
                return null;
            }

            if (start.Style == MappingStyle.Flow && value is not YamlNode.Scalar && Unseparated(value.Span.To) is { } here)
            {
                unseparated.Add(here); // told if the braces are closed at all
            }

            entries.Add(key, value);
        }

        return null;
    }

    /// <summary>YamlDotNet 18.1.0 wants no comma behind a list or mapping that is a value between braces; other parsers do.</summary>
    private SourceSpan? Unseparated(int at)
    {
        var text = _source.Text;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
        {
            at = text[at] == '#' && text.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var comment ? at + comment : at + 1;
        }

        return at < text.Length && text[at] is not (',' or '}') ? ValueText.ToEndOfLine(_source, at) : null;
    }

    private SourceSpan Collection(NodeEvent start, ParsingEvent end, bool flow, YamlNode? last)
    {
        var first = (int)start.Start.Index + 1;
        if (flow && first < _source.Text.Length && _source.Text[first] == '#') // YamlDotNet 18.1.0 takes a comment there
        {
            _bag.Add(SyntaxExplanation.TouchingComment(ValueText.ToEndOfLine(_source, first)));
        }

        return Extent(start, end, flow, last);
    }

    private SourceSpan Extent(NodeEvent start, ParsingEvent end, bool flow, YamlNode? last) => flow || last is null
        ? _source.Span((int)start.Start.Index, (int)end.End.Index + (flow ? 1 : 0))
        : _source.Span((int)start.Start.Index, last.Span.To);

    /// <summary>`{{ x }}` without quotes: to YAML a mapping whose key is a mapping.</summary>
    private YamlNode.Scalar? Hole(ParsingEvent start)
    {
        var depth = 1;
        while (events.Next() is { } e)
        {
            depth += e switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
            if (depth == 0)
            {
                var written = Written(start, (int)e.End.Index + 1);
                _bag.Add(Problems.NeedsQuotes(written, "`{{` begins a mapping to YAML", QuoteHint.For(written)));
                return Unread(written);
            }
        }

        return null;
    }

    private YamlNode.Scalar? RefuseProperties(NodeEvent e)
    {
        var written = Written(e, (int)e.End.Index);
        if (!e.Tag.IsEmpty)
        {
            _bag.Add(Problems.Tag(written, ValueText.FirstWord(written), QuoteHint.For(written)));
        }
        else
        {
            _bag.Add(Problems.Anchor(written, e.Anchor.Value));
        }

        return e is Scalar { Style: ScalarStyle.Plain } ? Unread(written) : null;
    }

    /// <summary>The value as the author meant it: between brackets the node, else the rest of the line.</summary>
    private SourceSpan Written(ParsingEvent e, int end) => events.FlowLevel > 0
        ? _source.Span((int)e.Start.Index, (int)e.Start.Index + _source.Text.AsSpan((int)e.Start.Index, Math.Clamp(end, (int)e.Start.Index, _source.Text.Length) - (int)e.Start.Index).TrimEnd().Length)
        : ValueText.ToEndOfLine(_source, (int)e.Start.Index);

    /// <summary>Stands in for what YAML took for its own syntax, so that later stages see the text that was meant.</summary>
    private static YamlNode.Scalar Unread(SourceSpan written)
    {
        var start = written.From;
        var text = written.Source.Text[start..written.To];
        return new(MappedText.InOnePiece(text, written, start), ScalarKind.Plain);
    }

    private YamlNode.Scalar Scalar(Scalar scalar, int indent)
    {
        // YamlDotNet 18.1.0 lets a text between brackets begin with any sign.
        if (events.FlowLevel > 0 && scalar is { Style: ScalarStyle.Plain, Value: [var first, ..] } && ValueText.BeginsNoText(first))
        {
            var written = Written(scalar, (int)scalar.End.Index);
            _bag.Add(Problems.NeedsQuotes(written, $"text without quotes cannot begin with `{first}`", QuoteHint.For(written)));
        }

        return _scalars.Read(scalar, indent);
    }

    /// <summary>Tabs before the first thing of a line, and between a dash and the keys or dashes that it holds.</summary>
    private void CheckIndentation(ParsingEvent e)
    {
        var holds = e is MappingStart { Style: MappingStyle.Block } or SequenceStart { Style: SequenceStyle.Block };
        if ((ValueText.TabBefore(_source, (int)e.Start.Index) ?? (holds ? ValueText.TabRightBefore(_source, (int)e.Start.Index) : null)) is { } tab)
        {
            _bag.Add(Problems.TabIndentation(tab));
        }
    }
}
