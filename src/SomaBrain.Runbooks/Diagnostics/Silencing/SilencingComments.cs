using System.Collections.Immutable;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics.Silencing;

/// <summary>
/// The comments of a file that silence a finding each, or some. One stands on a line of its own above the line of the finding, above the
/// key whose text the finding is in, or above the first line of its step; several may stand on each other. They are read from
/// the lines, as YAML keeps no comments.
/// </summary>
public sealed class SilencingComments
{
    private readonly Source _source;
    private readonly Dictionary<int, SilencingComment> _byLine = [];
    private readonly Dictionary<int, Dictionary<string, SilencingComment>> _above = [];
    private readonly HashSet<SilencingComment> _used = [];
    private int[]? _parents;

    private SilencingComments(Source source) => _source = source;

    public ImmutableArray<SilencingComment> All { get; private set; } = [];

    public IEnumerable<SilencingComment> Unused => All.Where(comment => !_used.Contains(comment));

    private int[] Parents => _parents ??= FindParents();

    public static SilencingComments In(Source source)
    {
        var comments = new SilencingComments(source);
        for (var at = 0; source.Text.IndexOf(SilencingComment.Mark, at, StringComparison.Ordinal) is >= 0 and var found;)
        {
            var start = source.Text.AsSpan(0, found).LastIndexOfAny('\n', '\r') + 1;
            var length = source.Text.AsSpan(found).IndexOfAny('\n', '\r');
            at = length < 0 ? source.Text.Length : found + length;
            if (SilencingComment.In(source, start, at) is { } comment)
            {
                comments._byLine.Add(comment.Span.Start.Line, comment);
            }
        }

        comments.All = [.. comments._byLine.Values.OrderBy(comment => comment.Span.Start.Line).SelectMany(Each)];
        return comments;
    }

    /// <summary>Whether a comment silences the finding; the comment counts as used then.</summary>
    /// <param name="step">The first line of the finding's step; null for what is in no step.</param>
    public bool Silences(Diagnostic finding, int? step = null)
    {
        if (All.IsEmpty || finding.Span is not { } span || span.Source.Name != _source.Name)
        {
            return false;
        }

        var line = span.Start.Line;
        foreach (var place in (ReadOnlySpan<int>)[line, Parents[Math.Min(line, Parents.Length - 1)], step ?? 0])
        {
            if (Above(place).TryGetValue(finding.Code, out var comment))
            {
                _used.Add(comment);
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<SilencingComment> Each(SilencingComment first)
    {
        for (var comment = first; comment is not null; comment = comment.Next)
        {
            yield return comment;
        }
    }

    /// <summary>By their codes those of the comments right above a line, found once: many findings may stand below them.</summary>
    private Dictionary<string, SilencingComment> Above(int place)
    {
        if (!_above.TryGetValue(place, out var byCode))
        {
            _above[place] = byCode = new(StringComparer.Ordinal);
            for (var line = place - 1; IsComment(line); line--)
            {
                for (var comment = _byLine.GetValueOrDefault(line); comment is { CanSilence: true }; comment = comment.Next)
                {
                    byCode.TryAdd(comment.Code!, comment);
                }
            }
        }

        return byCode;
    }

    /// <summary>For each line the one above that holds it, as it is indented less: the key of a text. 0 at the top.</summary>
    private int[] FindParents()
    {
        var parents = new int[_source.LineCount + 1];
        var open = new Stack<(int Indent, int Line)>();
        for (var line = 1; line < parents.Length; line++)
        {
            var text = _source.Line(line);
            var indent = text.IndexOfAnyExcept(' ');
            while (indent >= 0 && open.Count > 0 && open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            parents[line] = open.TryPeek(out var parent) && parent.Indent > 0 ? parent.Line : 0;
            if (indent >= 0 && text[indent] != '#')
            {
                open.Push((indent, line));
            }
        }

        return parents;
    }

    private bool IsComment(int line) => line > 0 && _source.Line(line).TrimStart(' ').StartsWith("#");
}
