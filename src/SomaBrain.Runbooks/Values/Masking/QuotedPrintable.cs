using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>The bytes as mail writes them (RFC 2045), without the breaks of its lines.</summary>
internal static class QuotedPrintable
{
    internal static IEnumerable<string> Of(byte[] bytes) => [Encode(bytes, "\t"), Encode(bytes, "")];

    private static string Encode(byte[] bytes, string kept)
    {
        var text = new StringBuilder();
        foreach (var item in bytes)
        {
            _ = (item is >= 0x20 and <= 0x7E && item != '=') || kept.Contains((char)item, StringComparison.Ordinal)
                ? text.Append((char)item)
                : text.Append('=').Append(item.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
