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

    internal static IEnumerable<string> Of(string secret)
    {
        var plain = Plain(secret).ToHashSet(StringComparer.Ordinal);
        return plain
            .SelectMany(Encoded)
            .Where(form => form.Length >= ShortestEncoded)
            .Concat(plain)
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Plain(string secret) => secret
        .Split('\n')
        .SelectMany(line => new[] { line.TrimEnd('\r'), line.Trim() })
        .Append(secret)
        .Append(secret.Trim())
        .Where(text => text.Trim().Length >= Masker.Shortest);

    private static IEnumerable<string> Encoded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Base64Forms.Of(bytes)
            .Concat(Base64Forms.Of(Encoding.Unicode.GetBytes(text)))
            .Append(Convert.ToHexString(bytes))
            .Append(Convert.ToHexStringLower(bytes))
            .Concat(UrlForms.Of(bytes))
            .Concat(EscapedForms.Of(text));
    }
}
