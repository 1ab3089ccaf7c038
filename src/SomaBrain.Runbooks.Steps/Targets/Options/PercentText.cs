using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>Percent-encoded text of a URI, read as UTF-8.</summary>
internal static class PercentText
{
    /// <summary>The text; null when an escape is broken, stands for NUL, or the bytes are no UTF-8.</summary>
    public static string? Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var source = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                bytes.Add(source[i]);
            }
            else if (i + 2 < source.Length && byte.TryParse(source.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped)
                && escaped != 0)
            {
                bytes.Add(escaped);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
