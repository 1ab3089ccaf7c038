using System.Globalization;

namespace SomaBrain.Runbooks.Journaling.Canonical;

/// <summary>Moments and lengths of time as the journal spells them.</summary>
internal static class Scalars
{
    private const string Micros = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string Ticks = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Write(DateTimeOffset at)
    {
        var ticks = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return at.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? $"{ticks.AsSpan(0, ticks.Length - 2)}Z" : ticks;
    }

    public static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.ParseExact(text, [Micros, Ticks], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Seconds, with as many decimals as needed: `90.5s`.</summary>
    public static string Write(TimeSpan length) =>
        ((decimal)length.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    public static TimeSpan ReadDuration(string text) => text.EndsWith('s')
        ? TimeSpan.FromTicks(decimal.ToInt64(decimal.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.Number, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond))
        : throw new FormatException();
}
