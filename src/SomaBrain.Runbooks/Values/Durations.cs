using System.Globalization;
using System.Text;

namespace SomaBrain.Runbooks.Values;

/// <summary>Durations as a playbook writes them: `500ms 30s 5m 2h 7d`, or several units from great to small, `1h30m`.</summary>
public static class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Never negative; a unit is never left out, and a bare number is no duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var (at, unit, ticks) = (0, 0, 0L);
        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            var name = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
            {
                at++;
            }

            var found = Array.FindIndex(Units, unit, u => text.AsSpan(name, at - name).SequenceEqual(u.Unit));
            if (found < 0 || !long.TryParse(text.AsSpan(digits, name - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            var sum = ticks + ((Int128)count * Units[found].Ticks);
            if (sum > long.MaxValue)
            {
                return false;
            }

            (ticks, unit) = ((long)sum, found + 1);
        }

        duration = new TimeSpan(ticks);
        return unit > 0;
    }

    /// <summary>Exact to the microsecond: `1h30m`, `1s500ms`, `-2d`, `0s`.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var left = Int128.Abs(duration.Ticks);
        foreach (var (unit, ticks) in Units)
        {
            var count = left / ticks;
            left %= ticks;
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return text.Length == 0 ? "0s" : duration < TimeSpan.Zero ? $"-{text}" : text.ToString();
    }
}
