using System.Globalization;

namespace SomaBrain.Runbooks.Values;

/// <summary>Moments as RFC 3339 writes them, always with an offset: a moment without one is another moment elsewhere.</summary>
public static class Timestamps
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFK",
    ];

    /// <summary>At most six digits of a second, and one at least behind a point; no leap second.</summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length is < 20 or > 32 || !HasOffset(text) || (text[19] == '.' && text[20..] is not [>= '0' and <= '9', ..]))
        {
            return false;
        }

        var parsed = DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
        at = at.ToUniversalTime();
        return parsed;
    }

    /// <summary>ISO 8601 in UTC with as many digits of a second as there are: `2026-11-22T16:40:12.123456Z`.</summary>
    public static string Format(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>For names of files: `20261122T164012Z`.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static bool HasOffset(string text) => text[^1] == 'Z' || (text[^6] is '+' or '-' && text[^3] == ':');
}
