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
    private readonly int _longest;

    internal PatternSet(IEnumerable<string> patterns)
    {
        var distinct = patterns.Where(pattern => pattern.Length > 0).ToHashSet(StringComparer.Ordinal);
        _any = SearchValues.Create([.. distinct], StringComparison.Ordinal);
        _byFirst = distinct
            .GroupBy(pattern => pattern[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(pattern => pattern.Length).ToArray());
        _longest = distinct.Count == 0 ? 1 : distinct.Max(pattern => pattern.Length);
    }

    internal bool Contains(ReadOnlySpan<char> text) => text.ContainsAny(_any);

    /// <summary>
    /// Writes data with each stretch covered by patterns, also by several that overlap, as one mask.
    /// Only patterns that begin before the end less the longest are decided, unless the data is final.
    /// `masked` characters at the beginning belong to a mask already written.
    /// </summary>
    /// <returns>How much of the data is done with, and how much of the rest belongs to a mask already written.</returns>
    internal (int Decided, int Masked) Scan(ReadOnlySpan<char> data, int masked, bool final, IBufferWriter<char> output)
    {
        var limit = final ? data.Length : Math.Max(0, data.Length - _longest + 1);
        var end = masked;
        var from = 0;
        while (from < limit)
        {
            var found = data[from..].IndexOfAny(_any);
            if (found < 0 || from + found >= limit)
            {
                break;
            }

            var start = from + found;
            if (start >= end)
            {
                output.Write(data[end..start]);
                output.Write(Masker.Mask);
            }

            end = Math.Max(end, start + LongestAt(data[start..]));
            from = start + 1;
        }

        if (end < limit)
        {
            output.Write(data[end..limit]);
        }

        return (limit, Math.Max(0, end - limit));
    }

    private int LongestAt(ReadOnlySpan<char> data)
    {
        foreach (var pattern in _byFirst[data[0]])
        {
            if (data.StartsWith(pattern, StringComparison.Ordinal))
            {
                return pattern.Length;
            }
        }

        return 1;
    }
}
