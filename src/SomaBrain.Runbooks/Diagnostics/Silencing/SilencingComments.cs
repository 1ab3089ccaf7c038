using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Diagnostics.Silencing;

/// <summary>
/// The comments of a file that silence a finding each. One stands on a line of its own above the line of the finding, above the
/// key whose text the finding is in, or above the first line of its step; several may stand on each other. They are read from
/// the lines, as YAML keeps no comments.
/// </summary>
public sealed partial class SilencingComments
{
    private readonly Source _source;
    private readonly Dictionary<int, SilencingComment> _byLine = [];
    private readonly HashSet<SilencingComment> _used = [];
    private int[]? _parents;

    private SilencingComments(Source source) => _source = source;

    public ImmutableArray<SilencingComment> All { get; private set; } = [];

    public IEnumerable<SilencingComment> Unused => All.Where(comment => !_used.Contains(comment));

    private int[] Parents => _parents ??= FindParents();

    public static SilencingComments In(Source source)
    {
        var comments = new SilencingComments(source);
        if (!source.Text.Contains("lint:", StringComparison.Ordinal))
        {
            return comments;
        }

        foreach (Match found in Comment().Matches(source.Text))
        {
            var hash = found.Groups["hash"].Index;
            var span = source.Span(hash, found.Index + found.Length);
            var rest = found.Groups["rest"].Value.Trim();
            var code = rest.Split(' ', '\t', ':', ',')[0];
            comments._byLine.TryAdd(
                span.Start.Line,
                new(IsCode(code) ? code : null, IsCode(code) ? rest[code.Length..].TrimStart(' ', '\t', ':', ',', '-') : "", found.Groups["before"].Length == 0, span));
        }

        comments.All = [.. comments._byLine.Values.OrderBy(comment => comment.Span.Start.Line)];
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
        foreach (var place in new[] { line, Parents[Math.Min(line, Parents.Length - 1)], step ?? 0 })
        {
            for (var above = place - 1; IsComment(above); above--)
            {
                if (_byLine.TryGetValue(above, out var comment) && comment.CanSilence && comment.Code == finding.Code)
                {
                    _used.Add(comment);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>For each line the one above that holds it, as it is indented less: the key of a text. 0 at the top.</summary>
    private int[] FindParents()
    {
        var parents = new int[_source.LineCount + 1];
        var open = new Stack<(int Indent, int Line)>();
        for (var line = 1; line < parents.Length; line++)
        {
            var text = _source.Line(line).AsSpan();
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

    private bool IsComment(int line) => line > 0 && _source.Line(line).AsSpan().TrimStart(' ').StartsWith("#");

    private static bool IsCode(string word) => word is ['R', 'B', _, _, _] && word.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    [GeneratedRegex(@"^[ \t]*(?<before>[^#\r\n]*?)[ \t]*(?<hash>\#)[ \t]*lint:[ \t]*ignore\b(?<rest>[^\r\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
