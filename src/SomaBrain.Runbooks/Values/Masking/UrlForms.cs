using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>Percent encodings. Programs disagree about what may stay as it is, so the usual answers are all here.</summary>
internal static class UrlForms
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private static readonly string[] Kept =
    [
        Unreserved, // RFC 3986, .NET, curl
        Unreserved + "!'()*", // encodeURIComponent
        Unreserved + "/", // Python's quote
        Unreserved + "!'()*;,/?:@&=+$#", // encodeURI
        Unreserved.TrimEnd('~') + "*", // HTML forms, Java
        Unreserved.TrimEnd('~') + "!*()", // .NET's WebUtility
        Unreserved + "!$&'()*+,;=", // user information in a URI
        Unreserved + "!$&'()*+,;=:@", // a segment of a path
        Unreserved + "!$()*,;@", // .NET's UrlEncoder
        "",
    ];

    internal static IEnumerable<string> Of(byte[] bytes) => Kept
        .SelectMany(kept => new[] { Encode(bytes, kept, "X2"), Encode(bytes, kept, "x2") })
        .SelectMany(form => new[] { form, form.Replace("%20", "+", StringComparison.Ordinal) });

    private static string Encode(byte[] bytes, string kept, string format)
    {
        var text = new StringBuilder();
        foreach (var item in bytes)
        {
            _ = kept.Contains((char)item, StringComparison.Ordinal)
                ? text.Append((char)item)
                : text.Append('%').Append(item.ToString(format, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
