using System.Buffers;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// Many patterns searched at once. <see cref="SearchValues"/> finds where one begins (vectorized; it does not tell which
/// one); at that place the few with the same first character are compared, the longest first.
/// </summary>
internal sealed class PatternSet
{
    private readonly SearchValues<string> _any;
    private readonly Dictionary<char, string[]> _byFirst;

    internal PatternSet(IEnumerable<string> patterns)
    {
        var distinct = patterns.Where(pattern => pattern.Length > 0).ToHashSet(StringComparer.Ordinal);
        _any = SearchValues.Create([.. distinct], StringComparison.Ordinal);
        _byFirst = distinct
            .GroupBy(pattern => pattern[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(pattern => pattern.Length).ToArray());
        Longest = distinct.Count == 0 ? 0 : distinct.Max(pattern => pattern.Length);
    }

    /// <summary>Characters of the longest pattern; 0 without patterns.</summary>
    internal int Longest { get; }

    internal bool Contains(ReadOnlySpan<char> text) => text.ContainsAny(_any);

    /// <summary>Where the next pattern begins; -1 when none does.</summary>
    internal int Find(ReadOnlySpan<char> text, int from)
    {
        var found = from < text.Length ? text[from..].IndexOfAny(_any) : -1;
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The lengths of the patterns that stand at the beginning of the text, the longest first.</summary>
    internal int[] LengthsAt(ReadOnlySpan<char> text)
    {
        var lengths = new List<int>();
        foreach (var pattern in _byFirst[text[0]])
        {
            if (text.StartsWith(pattern, StringComparison.Ordinal))
            {
                lengths.Add(pattern.Length);
            }
        }

        return [.. lengths];
    }

    /// <summary>Characters of the longest pattern at the beginning of the text.</summary>
    internal int LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var pattern in _byFirst[text[0]])
        {
            if (text.StartsWith(pattern, StringComparison.Ordinal))
            {
                return pattern.Length;
            }
        }

        return 1;
    }
}
