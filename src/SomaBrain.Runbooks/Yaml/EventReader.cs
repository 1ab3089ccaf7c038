using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// YamlDotNet's events, one at a time, within the limits: depth and number are counted before anything is built.
/// Whatever YamlDotNet throws on bad input becomes a diagnostic.
/// </summary>
internal sealed class EventReader(Source source, DiagnosticBag bag)
{
    private readonly Parser _parser = new(new StringReader(source.Text));
    private readonly Stack<int> _open = [];
    private int _level;
    private int _nodes;
    private int _told;

    public Source Source => source;

    public DiagnosticBag Bag => bag;

    /// <summary>Whether the event read last stands between brackets or braces.</summary>
    public int FlowLevel => _open.Count;

    /// <summary>Says that all is told up to an offset: what YamlDotNet makes of it is no further problem.</summary>
    public void Told(int offset) => _told = offset;

    /// <returns>Null when reading cannot go on; the reason stands in the bag.</returns>
    public ParsingEvent? Next()
    {
        try
        {
            return _parser.MoveNext() && IsWithinLimits(_parser.Current!) ? _parser.Current : null;
        }
        catch (YamlException problem)
        {
            if (problem.Start.Index >= _told)
            {
                bag.Add(SyntaxExplanation.Of(source, (int)problem.Start.Index, problem.Message, _open.Count > 0 ? _open.Peek() : null));
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // YamlDotNet 18.1.0 throws other exceptions on some malformed input ("...\n...", or a line between brackets that is not
            // indented), and then gives no place.
            bag.Add(_open.Count > 0
                ? SyntaxExplanation.NeverClosed(source, _open.Peek())
                : SyntaxExplanation.Somewhere(source, (int)(_parser.Current?.End.Index ?? 0)));
        }

        return null;
    }

    public SourceSpan Span(ParsingEvent e) => source.Span((int)e.Start.Index, (int)e.End.Index);

    private bool IsWithinLimits(ParsingEvent e)
    {
        _level += e switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
        if (e is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow })
        {
            _open.Push((int)e.Start.Index);
        }
        else if (e is MappingEnd or SequenceEnd && _open.Count > 0)
        {
            _open.Pop();
        }

        if (_level > YamlLimits.Levels)
        {
            bag.Add(Problems.TooDeep(source.Span((int)e.Start.Index, (int)e.Start.Index + 1), YamlLimits.Levels));
            return false;
        }

        if (e is NodeEvent or AnchorAlias && ++_nodes > YamlLimits.Nodes)
        {
            bag.Add(Problems.TooManyNodes(source.Span((int)e.Start.Index, (int)e.Start.Index + 1), YamlLimits.Nodes));
            return false;
        }

        return true;
    }
}
