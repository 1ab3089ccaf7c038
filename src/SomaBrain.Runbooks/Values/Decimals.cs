using System.Globalization;
using System.Numerics;

namespace SomaBrain.Runbooks.Values;

/// <summary>Decimal numbers without loss: what does not fit is refused, never rounded.</summary>
public static class Decimals
{
    private const int LongestText = 500;

    private static readonly BigInteger Greatest = new(decimal.MaxValue);

    /// <summary>Digits with an optional sign, fraction and exponent (`-1.5e-7`), exact; false when it has more digits than a decimal holds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        var mark = text.IndexOfAny('e', 'E');
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = 0;
        if (text.Length > LongestText
            || (mark >= 0 && (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > 1000)))
        {
            return false;
        }

        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..].TrimEnd('0');
        if (!BigInteger.TryParse($"{whole}{fraction}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits)
            || fraction.IndexOfAny('+', '-') >= 0)
        {
            return false;
        }

        var scale = fraction.Length - exponent;
        for (; scale > 0 && !digits.IsZero && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        if (digits.IsZero)
        {
            return true;
        }

        if (scale < 0)
        {
            (digits, scale) = (digits * BigInteger.Pow(10, -scale), 0);
        }

        if (scale > 28 || BigInteger.Abs(digits) > Greatest)
        {
            return false;
        }

        var bits = decimal.GetBits((decimal)BigInteger.Abs(digits));
        number = new decimal(bits[0], bits[1], bits[2], digits.Sign < 0, (byte)scale);
        return true;
    }

    /// <summary>One text for equal numbers: no zeros at the end, no exponent.</summary>
    public static string Format(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
