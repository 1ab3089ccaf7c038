using System.Buffers;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>
/// The one escaping rule: `"` and `\` as `\"` and `\\`; what could drive a terminal, turn the reading direction or hide
/// (controls, bidirectional and invisible format characters, line separators, lone surrogates, tags) as lower-case
/// `\uXXXX`; everything else as it is. The list is part of the format and so does not follow Unicode's releases.
/// </summary>
internal static class Escaping
{
    /// <summary>First and last code points of each stretch, surrogates and tags left out.</summary>
    private static readonly (char First, char Last)[] Ranges =
    [
        ('\u0000', '\u001f'), ('\u007f', '\u009f'), ('\u00ad', '\u00ad'), ('\u061c', '\u061c'), ('\u180e', '\u180e'),
        ('\u200b', '\u200f'), ('\u2028', '\u202e'), ('\u2060', '\u206f'), ('\ufeff', '\ufeff'), ('\ufff9', '\ufffb'),
    ];

    /// <summary>Where a writer has to look: all of the above, and all surrogates.</summary>
    public static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Concat(Enumerable.Range(0xD800, 0x800)).Append('"').Append('\\').Select(c => (char)c)]);

    /// <summary>What nearly every text consists of, and a search skips fastest: ASCII that is written as it is.</summary>
    public static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5f).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    /// <summary>Where a reader has to look: the end of the string, an escape, a control, or anything that is not ASCII.</summary>
    public static readonly SearchValues<byte> Stops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append('"').Append('\\').Concat(Enumerable.Range(0x7f, 0x81)).Select(c => (byte)c)]);

    /// <summary>Whether this code point is written `\uXXXX` (as two of them, above U+FFFF).</summary>
    public static bool ByNumber(int codePoint)
    {
        if (codePoint is >= 0xE0000 and <= 0xE0FFF)
        {
            return true;
        }

        foreach (var (first, last) in Ranges)
        {
            if (codePoint < first)
            {
                return false;
            }

            if (codePoint <= last)
            {
                return true;
            }
        }

        return false;
    }
}
