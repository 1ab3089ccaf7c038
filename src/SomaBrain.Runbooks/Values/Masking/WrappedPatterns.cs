namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// Finds patterns that a program wrapped into lines (`base64`, `xxd -p`, `fold`, quoted-printable): the lines are joined and
/// searched as one text, and what is found is told by its place in the text as it was.
/// </summary>
internal sealed class WrappedPatterns(IEnumerable<string> patterns)
{
    /// <summary>No program wraps into lines shorter than this; so a pattern has so many breaks at most, and a stream need not wait for more.</summary>
    internal const int ShortestLine = 8;

    private readonly PatternSet _patterns = new(patterns);

    /// <summary>The longest stretch of text that a pattern covers with its breaks; 0 without patterns.</summary>
    internal int LongestSpan => _patterns.Longest == 0 ? 0 : _patterns.Longest + (((_patterns.Longest / ShortestLine) + 1) * JoinedLines.LongestBreak);

    /// <summary>The stretches that are covered, by their beginning; those within one line, too.</summary>
    internal List<(int Start, int End)> In(ReadOnlySpan<char> text)
    {
        var found = new List<(int Start, int End)>();
        if (_patterns.Longest == 0 || JoinedLines.Of(text) is not { } joined)
        {
            return found;
        }

        for (var at = _patterns.Find(joined.Text, 0); at >= 0; at = _patterns.Find(joined.Text, at + 1))
        {
            var start = joined.Origin(at);
            foreach (var length in _patterns.LengthsAt(joined.Text.AsSpan(at)))
            {
                var end = joined.Origin(at + length - 1) + 1;
                if (end - start <= LongestSpan)
                {
                    found.Add((start, end));
                    break;
                }
            }
        }

        return found;
    }
}
