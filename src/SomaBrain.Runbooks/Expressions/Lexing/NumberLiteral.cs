using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Lexing;

/// <summary>`42`, `0.5`, `16MiB`, `1h30m`. Scriban's own reading of these is silently another: `5m` is the decimal 5, `0755` is 755.</summary>
internal static class NumberLiteral
{
    public static Literal? Read(MappedText text, int start, DiagnosticBag bag)
    {
        var content = text.Content;
        var whole = Past(content, start, char.IsAsciiDigit);
        var fraction = whole < content.Length - 1 && content[whole] == '.' && char.IsAsciiDigit(content[whole + 1])
            ? Past(content, whole + 1, char.IsAsciiDigit)
            : whole;
        var end = Past(content, fraction, c => char.IsAsciiLetterOrDigit(c) || c == '_');
        var (written, hint) = (content[start..end], (string?)null);
        Value? value = null;
        if (end > fraction)
        {
            (value, hint) = WithUnit(written, content[fraction..end], fraction > whole);
        }
        else if (end < content.Length && content[end] == '.' && (end + 1 == content.Length || content[end + 1] != '.'))
        {
            end = Past(content, end + 1, c => char.IsAsciiDigit(c) || c == '.');
            hint = content[end - 1] == '.' ? $"write `{written}` or `{written}.0`"
                : $"put it in quotes: `'{content[start..end]}'`; of a server, `version_num` is a number, such as 150005";
        }
        else if (whole - start > 1 && content[start] == '0')
        {
            hint = $"numbers are decimal and begin with no zero: write `{written.TrimStart('0').PadLeft(1, '0')}`";
        }
        else if (fraction > whole)
        {
            value = Decimals.TryParse(written, out var number) ? new Value.Number(number) : null;
            hint = "a decimal holds 28 digits";
        }
        else
        {
            value = ulong.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1UL << 63
                ? number < 1UL << 63 ? new Value.Integer((long)number) : new Value.Number(number)
                : null;
            hint = "an integer has 64 bits";
        }

        if (value is null)
        {
            bag.Add(Problems.BadNumber(text.Span(start, end), content[start..end], hint));
            return null;
        }

        return new(value, end);
    }

    /// <summary>Whether this is 2⁶³, which is an integer only behind a minus.</summary>
    public static bool IsBeyond(Value value) => value is Value.Number { Amount: 9223372036854775808m };

    private static (Value? Value, string? Hint) WithUnit(string written, string unit, bool fraction)
    {
        if (Durations.TryParse(written, out var duration))
        {
            return (new Value.Duration(duration), null);
        }

        if (Sizes.TryParse(written, out var size))
        {
            return (new Value.Size(size), null);
        }

        return (null, written.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || unit.Contains('_', StringComparison.Ordinal) || unit[0] is 'e' or 'E'
            ? "numbers are decimal digits only"
            : fraction ? "durations and sizes are whole: write `90m` for `1.5h`"
            : "durations are written `500ms 30s 5m 2h 7d`, sizes `512B 4KiB 16MiB 1GiB 2TiB`");
    }

    private static int Past(string content, int at, Func<char, bool> belongs)
    {
        while (at < content.Length && belongs(content[at]))
        {
            at++;
        }

        return at;
    }
}
