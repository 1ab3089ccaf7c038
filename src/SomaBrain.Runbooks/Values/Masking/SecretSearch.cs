using System.Buffers;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>Finds the forms of secrets, whole or wrapped into lines, and writes a mask over them.</summary>
internal sealed class SecretSearch(IEnumerable<string> forms, IEnumerable<string> wrappable)
{
    private readonly PatternSet _whole = new(forms);
    private readonly WrappedPatterns _wrapped = new(wrappable);

    /// <summary>The longest stretch that one form can cover.</summary>
    private int Longest => Math.Max(1, Math.Max(_whole.Longest, _wrapped.LongestSpan));

    internal bool Contains(ReadOnlySpan<char> text) => _whole.Contains(text) || _wrapped.In(text).Count > 0;

    /// <summary>
    /// Writes data with each stretch covered by forms, also by several that overlap, as one mask.
    /// Only forms that begin before the end less the longest are decided, unless the data is final.
    /// `masked` characters at the beginning belong to a mask already written.
    /// </summary>
    /// <returns>How much of the data is done with, and how much of the rest belongs to a mask already written.</returns>
    internal (int Decided, int Masked) Scan(ReadOnlySpan<char> data, int masked, bool final, IBufferWriter<char> output)
    {
        var limit = final ? data.Length : Math.Max(0, data.Length - Longest + 1);
        var wrapped = limit == 0 ? [] : _wrapped.In(data);
        var end = masked;
        var whole = _whole.Find(data, 0);
        for (var next = 0; ;)
        {
            int start, stop;
            if (next < wrapped.Count && (whole < 0 || wrapped[next].Start <= whole))
            {
                (start, stop) = wrapped[next++];
            }
            else if (whole >= 0)
            {
                (start, stop) = (whole, whole + _whole.LongestAt(data[whole..]));
                whole = _whole.Find(data, whole + 1);
            }
            else
            {
                break;
            }

            if (start >= limit)
            {
                break;
            }

            if (start >= end)
            {
                output.Write(data[end..start]);
                output.Write(Masker.Mask);
            }

            end = Math.Max(end, stop);
        }

        if (end < limit)
        {
            output.Write(data[end..limit]);
        }

        return (limit, Math.Max(0, end - limit));
    }
}
