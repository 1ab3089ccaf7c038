using System.Globalization;

namespace SomaBrain.Runbooks.Values;

/// <summary>Numbers of bytes as a playbook writes them: `512B 4KiB 16MiB 1GiB 2TiB`, always of 1024.</summary>
public static class Sizes
{
    private static readonly (string Unit, long Count)[] Units =
        [("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    public static bool TryParse(string text, out long count)
    {
        count = 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unit = Array.Find(Units, u => text.AsSpan(digits).SequenceEqual(u.Unit));
        var total = (Int128)number * unit.Count;
        count = unit.Unit is not null && total <= long.MaxValue ? (long)total : 0;
        return unit.Unit is not null && total <= long.MaxValue;
    }

    /// <summary>In the greatest unit that is whole: `64MiB`, `1536B`, `0B`.</summary>
    public static string Format(long count)
    {
        var (unit, bytes) = count == 0 ? Units[^1] : Units.First(u => count % u.Count == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{count / bytes}{unit}");
    }

    /// <summary>For people, rounded: `9.1 MiB`, `512 B`. Never read again.</summary>
    public static string Approximate(decimal count)
    {
        var (unit, bytes) = Array.Find(Units, u => Math.Abs(count) >= u.Count);
        return unit is null or "B" ? string.Create(CultureInfo.InvariantCulture, $"{count:0} B") : string.Create(CultureInfo.InvariantCulture, $"{count / bytes:0.0} {unit}");
    }
}
