using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SomaBrain.Runbooks.Tests.Values.Masking;

/// <summary>
/// Secrets that look like those of real life, and encoders that are not ours where .NET has one. An encoding gives the
/// part that must not be seen, and the text it stands in.
/// </summary>
public static class Canaries
{
    private static readonly string[] Secrets =
    [
        "hunter22",
        "correct horse battery staple",
        "p@$$w0rd!",
        "it's \"quoted\"",
        @"back\slash\n",
        "a/b+c=d&e?f#g%h",
        "<xml attr='1'>&amp;",
        "`id` $(id) ${HOME}",
        "tab\tand\rreturn",
        "ümläut-pässwörd",
        "日本語のパスワード",
        "emoji-😀-secret",
        "~tilde!star*(paren)'",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "postgresql://u:p%40ss@host:5432/db?sslmode=require",
        "0123456789abcdef0123456789abcdef",
        "aaaaaaaa",
        "abababababab",
        "????>>>>~~~~",
        "{\"user\":\"a\",\"password\":\"b\"}",
        "-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----",
        "two words",
        "x;y|z&w",
        "a-token-of-more-than-one-line=q9Lw2ZkT7vXs4RbN8mHd6JcF3pYg5UeA1oViQtKz0WnBxGhMlSrPjDyCfEu",
    ];

    public static TheoryData<string> All => [.. Secrets];

    public static IEnumerable<(string Encoding, string Core, string Text)> Encodings(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        foreach (var (name, line, text) in Lines(secret, bytes))
        {
            yield return (name, line, $"[{text}]");
        }

        foreach (var (name, form) in Forms(secret, bytes))
        {
            yield return (name, form, $"before {form} after {form}");
        }

        foreach (var (name, raw) in new[] { ("utf-8", bytes), ("utf-16le", Encoding.Unicode.GetBytes(secret)) })
        {
            foreach (var prefix in new[] { "", "u", "us", "usr", "user:" })
            {
                foreach (var suffix in new[] { "", "s", "su", "suf" })
                {
                    byte[] whole = [.. Encoding.UTF8.GetBytes(prefix), .. raw, .. Encoding.UTF8.GetBytes(suffix)];
                    var text = Convert.ToBase64String(whole);

                    // The characters that hold bits of the secret alone.
                    var core = text[((8 * prefix.Length + 5) / 6)..(8 * (prefix.Length + raw.Length) / 6)];
                    yield return ($"base64 of {name} after {prefix.Length} before {suffix.Length}", core, $"[{text}]");
                    var url = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
                    yield return ($"base64url of {name} after {prefix.Length} before {suffix.Length}", core.Replace('+', '-').Replace('/', '_'), $"[{url}]");
                }
            }
        }
    }

    private static IEnumerable<(string, string)> Forms(string secret, byte[] bytes)
    {
        yield return ("raw", secret);
        foreach (var line in secret.Split('\n'))
        {
            yield return ("line", line);
        }

        yield return ("hex upper", Convert.ToHexString(bytes));
        yield return ("hex lower", Convert.ToHexStringLower(bytes));
        yield return ("URI upper", Uri.EscapeDataString(secret));
        yield return ("URL encoder", UrlEncoder.Default.Encode(secret));
        yield return ("URL plus lower", WebUtility.UrlEncode(secret));
        yield return ("URL lower", Lower(Uri.EscapeDataString(secret)));
        yield return ("JSON strict", Inner(JsonSerializer.Serialize(secret, (JsonSerializerOptions?)null)));
        yield return ("JSON relaxed", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
        yield return ("XML", SecurityElement.Escape(secret));
        yield return ("HTML", WebUtility.HtmlEncode(secret));
        yield return ("SQL", secret.Replace("'", "''", StringComparison.Ordinal));
        yield return ("SQL E", secret.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal));
        yield return ("SQL E backslash", secret.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal));
        yield return ("shell single", secret.Replace("'", @"'\''", StringComparison.Ordinal));
        yield return ("shell double", Backslashed(secret, "\"$`\\"));
        yield return ("C", Backslashed(secret, "\"\\").Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal));
        yield return ("units lower", string.Concat(secret.Select(symbol => "\\u" + ((int)symbol).ToString("x4", CultureInfo.InvariantCulture))));
        yield return ("units upper", string.Concat(secret.Select(symbol => "\\u" + ((int)symbol).ToString("X4", CultureInfo.InvariantCulture))));
        yield return ("bytes", string.Concat(bytes.Select(item => "\\x" + item.ToString("x2", CultureInfo.InvariantCulture))));
    }

    /// <summary>Longer ones as programs wrap them: each line is as good as the whole.</summary>
    private static IEnumerable<(string, string, string)> Lines(string secret, byte[] bytes)
    {
        if (secret.Length < 60 || secret.Contains('\n', StringComparison.Ordinal))
        {
            yield break;
        }

        (string Name, string Form, int Width, string Break)[] forms =
        [
            ("base64", Convert.ToBase64String(bytes), 76, "\n"),
            ("openssl base64", Convert.ToBase64String(bytes), 64, "\n"),
            ("MIME base64", Convert.ToBase64String(bytes), 76, "\r\n"),
            ("base64 in JSON", Convert.ToBase64String(bytes), 64, "\\n"),
            ("base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes(secret)), 76, "\n"),
            ("xxd -p", Convert.ToHexStringLower(bytes), 60, "\n"),
            ("fold", secret, 64, "\n"),
            ("fold narrow", secret, 20, "\n"),
            ("quoted-printable", secret.Replace("=", "=3D", StringComparison.Ordinal), 75, "=\n"),
            ("quoted-printable in mail", secret.Replace("=", "=3D", StringComparison.Ordinal), 75, "=\r\n"),
        ];
        foreach (var (name, form, width, lineBreak) in forms)
        {
            var lines = form.Chunk(width).Select(line => new string(line)).ToList();
            var text = string.Join(lineBreak, lines);
            foreach (var line in lines.Where(line => line.Length >= 8))
            {
                yield return ($"wrapped by {name}", line, text);
            }
        }
    }

    private static string Inner(string quoted) => quoted[1..^1];

    private static string Backslashed(string text, string symbols) =>
        string.Concat(text.Select(symbol => symbols.Contains(symbol, StringComparison.Ordinal) ? $"\\{symbol}" : $"{symbol}"));

    private static string Lower(string escaped) =>
        System.Text.RegularExpressions.Regex.Replace(escaped, "%..", match => match.Value.ToLowerInvariant());
}
