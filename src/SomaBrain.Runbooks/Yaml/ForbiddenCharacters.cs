using System.Buffers;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Characters a reviewer cannot see, or that make text look like other text (CVE-2021-42574): control characters, line
/// breaks other than CR and LF, every format character of Unicode, the bidirectional ones first, and letters that have no shape.
/// </summary>
internal static class ForbiddenCharacters
{
    private const int MostReported = 20;

    /// <summary>Nearly all characters of nearly all files.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\n\r\t");

    /// <returns>Whether the text is free of them.</returns>
    public static bool Check(Source source, DiagnosticBag bag)
    {
        var found = 0;
        var text = source.Text;
        for (var i = 0; found < MostReported && text.AsSpan(i).IndexOfAnyExcept(Plain) is >= 0 and var next;)
        {
            i += next;
            var c = text[i];
            var length = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var code = length == 2 ? char.ConvertToUtf32(c, text[i + 1]) : c;
            if (char.IsControl(c))
            {
                bag.Add(Problems.ControlCharacter(source.Span(i, i + 1), code));
                found++;
            }
            else if (IsInvisible(code))
            {
                bag.Add(Problems.InvisibleCharacter(source.Span(i, i + length), code));
                found++;
            }

            i += length;
        }

        return found == 0;
    }

    private static bool IsInvisible(int code) => CharUnicodeInfo.GetUnicodeCategory(code)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        || (code & 0xFFFE) == 0xFFFE || code is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
