using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>
/// What a secret may look like in output: as it is, trimmed, each of its lines; and each of these in the encodings of
/// `execution.md` §5. Parts of a base64 text that depend on its neighbours are left out.
/// </summary>
internal static class SecretForms
{
    /// <summary>An encoded form below this length would hit other text.</summary>
    private const int ShortestEncoded = 4;

    /// <summary>A form below this length is not looked for across lines: words of other text would be hit.</summary>
    private const int ShortestWrapped = 12;

    internal static IEnumerable<string> Of(string secret)
    {
        var plain = Plain(secret).ToHashSet(StringComparer.Ordinal);
        return plain
            .SelectMany(Encoded)
            .Where(form => form.Length >= ShortestEncoded)
            .Concat(plain)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>The forms that programs wrap into lines, without the breaks.</summary>
    internal static IEnumerable<string> Wrappable(string secret) => Plain(secret)
        .Distinct(StringComparer.Ordinal)
        .Where(text => !text.Contains('\n', StringComparison.Ordinal))
        .SelectMany(text => Lines(text, Encoding.UTF8.GetBytes(text)).Append(text))
        .Where(form => form.Length >= ShortestWrapped);

    private static IEnumerable<string> Plain(string secret) => secret
        .Split('\n')
        .SelectMany(line => new[] { line.TrimEnd('\r'), line.Trim() })
        .Append(secret)
        .Append(secret.Trim())
        .Where(text => text.Trim().Length >= Masker.Shortest);

    private static IEnumerable<string> Encoded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Lines(text, bytes)
            .Concat(UrlForms.Of(bytes))
            .Concat(EscapedForms.Of(text));
    }

    private static IEnumerable<string> Lines(string text, byte[] bytes) => Base64Forms.Of(bytes)
        .Concat(Base64Forms.Of(Encoding.Unicode.GetBytes(text)))
        .Append(Convert.ToHexString(bytes))
        .Append(Convert.ToHexStringLower(bytes))
        .Concat(QuotedPrintable.Of(bytes));
}
