using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Values.Masking;

/// <summary>The text as JSON, XML, SQL, a shell and C would write it between their quotes.</summary>
internal static class EscapedForms
{
    private const string ShellSpecial = " \t!\"#$&'()*;<=>?[\\]^`{|}~,";

    internal static IEnumerable<string> Of(string text) =>
    [
        .. Json(text),
        .. Xml(text),
        .. Sql(text),
        .. Shell(text),
        .. C(text),
        Each(text, symbol => Unit(symbol, "x4")),
        Each(text, symbol => Unit(symbol, "X4")),
    ];

    private static IEnumerable<string> Json(string text)
    {
        foreach (var format in new[] { "x4", "X4" })
        {
            yield return Each(text, symbol => JsonEscape(symbol) ?? (symbol < ' ' ? Unit(symbol, format) : null));
            yield return Each(text, symbol => JsonEscape(symbol) ?? (symbol is < ' ' or > '~' ? Unit(symbol, format) : null));
            yield return Each(text, symbol => symbol == '/' ? "\\/" : JsonEscape(symbol) ?? (symbol is < ' ' or > '~' ? Unit(symbol, format) : null));

            // .NET, Go and PHP escape what HTML would read; .NET the double quote and the plus too.
            yield return Each(text, symbol => symbol is '<' or '>' or '&' ? Unit(symbol, format) : JsonEscape(symbol) ?? (symbol < ' ' ? Unit(symbol, format) : null));
            yield return Each(text, symbol => "\"<>&'+`".Contains(symbol, StringComparison.Ordinal)
                ? Unit(symbol, format)
                : JsonEscape(symbol) ?? (symbol is < ' ' or > '~' ? Unit(symbol, format) : null));
        }
    }

    private static IEnumerable<string> Xml(string text)
    {
        var content = Replace(text, ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"));
        yield return content;
        foreach (var quote in new[] { "&quot;", "&#34;", "&#x22;" })
        {
            yield return Replace(content, ("\"", quote));
            foreach (var apostrophe in new[] { "&apos;", "&#39;", "&#x27;" })
            {
                yield return Replace(content, ("\"", quote), ("'", apostrophe));
            }
        }

        // HTML encoders also write characters beyond ASCII by number: Latin-1 and beyond 16 bits (.NET), or all.
        var quoted = Replace(content, ("\"", "&quot;"), ("'", "&#39;"));
        yield return string.Concat(quoted.EnumerateRunes().Select(rune => rune.Value is (> 0x9F and < 0x100) or > 0xFFFF ? Reference(rune) : rune.ToString()));
        yield return string.Concat(quoted.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Reference(rune)));
    }

    private static IEnumerable<string> Sql(string text) =>
    [
        Replace(text, ("'", "''")),
        Replace(text, ("\"", "\"\"")),
        Replace(text, ("\\", @"\\"), ("'", "''")),
        Replace(text, ("\\", @"\\"), ("'", @"\'")),
        Replace(text, ("\\", @"\\"), ("'", "''"), ("\n", @"\n"), ("\r", @"\r"), ("\t", @"\t")),
        Replace(text, ("\\", @"\\"), ("'", @"\'"), ("\n", @"\n"), ("\r", @"\r"), ("\t", @"\t")),
    ];

    private static IEnumerable<string> Shell(string text) =>
    [
        Replace(text, ("'", @"'\''")),
        Replace(text, ("'", "'\"'\"'")),
        Each(text, symbol => "\"$`\\".Contains(symbol, StringComparison.Ordinal) ? $"\\{symbol}" : null),
        Each(text, symbol => "\"$`\\!".Contains(symbol, StringComparison.Ordinal) ? $"\\{symbol}" : null),
        Each(text, symbol => ShellSpecial.Contains(symbol, StringComparison.Ordinal) ? $"\\{symbol}" : null),
    ];

    private static IEnumerable<string> C(string text)
    {
        // Single bytes above ASCII: by octal (bash, coreutils, PostgreSQL's log) or by hexadecimal (Python).
        var wide = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        foreach (var quotes in new[] { "\"", "'", "\"'", "" })
        {
            yield return Each(text, symbol => CEscape(symbol, quotes));
            yield return Each(wide, symbol => CEscape(symbol, quotes) ?? (symbol is < ' ' or > '~' ? "\\" + Convert.ToString(symbol, 8).PadLeft(3, '0') : null));
            yield return Each(wide, symbol => CEscape(symbol, quotes) ?? (symbol is < ' ' or > '~' ? Hex(symbol, "x2") : null));
            yield return Each(wide, symbol => CEscape(symbol, quotes) ?? (symbol is < ' ' or > '~' ? Hex(symbol, "X2") : null));
        }

        yield return Each(wide, symbol => Hex(symbol, "x2"));
        yield return Each(wide, symbol => Hex(symbol, "X2"));
    }

    private static string? JsonEscape(char symbol) => symbol switch
    {
        '"' => "\\\"",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => CEscape(symbol, ""),
    };

    private static string? CEscape(char symbol, string quotes) => symbol switch
    {
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => quotes.Contains(symbol, StringComparison.Ordinal) ? $"\\{symbol}" : null,
    };

    private static string Reference(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};");

    private static string Unit(char symbol, string format) => "\\u" + ((int)symbol).ToString(format, CultureInfo.InvariantCulture);

    private static string Hex(char symbol, string format) => "\\x" + ((int)symbol).ToString(format, CultureInfo.InvariantCulture);

    private static string Each(string text, Func<char, string?> escape)
    {
        var result = new StringBuilder();
        foreach (var symbol in text)
        {
            _ = escape(symbol) is { } escaped ? result.Append(escaped) : result.Append(symbol);
        }

        return result.ToString();
    }

    private static string Replace(string text, params ReadOnlySpan<(string From, string To)> pairs)
    {
        foreach (var (from, to) in pairs)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
