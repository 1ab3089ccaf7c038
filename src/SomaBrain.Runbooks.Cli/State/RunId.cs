using System.Globalization;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>The name of a run: `20261122T164012Z-7k3f9q`. Names sort by time.</summary>
public static class RunId
{
    /// <summary>What a person calls the run that was begun last.</summary>
    public const string Last = "last";

    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeLength = 16;

    public static string New(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return $"{now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Suffix(now.Ticks % TimeSpan.TicksPerSecond)}";
    }

    /// <summary>
    /// Three letters of the time within the second (30 µs each), so that names of one second sort too, and three from the system's
    /// own random source; .NET's would load OpenSSL for them.
    /// </summary>
    private static string Suffix(long ticks)
    {
        Span<byte> random = stackalloc byte[16];
        _ = Guid.NewGuid().TryWriteBytes(random);
        var part = (int)(ticks * 32_768 / TimeSpan.TicksPerSecond);
        return new([Base32[part >> 10], Base32[(part >> 5) & 31], Base32[part & 31], Base32[random[0] & 31], Base32[random[1] & 31], Base32[random[2] & 31]]);
    }

    public static bool Is(string text) =>
        text.Length == TimeLength + 7 && text[TimeLength] == '-' && text[(TimeLength + 1)..].All(Base32.Contains)
        && DateTime.TryParseExact(text[..TimeLength], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>To the second, of a name that is one.</summary>
    public static DateTimeOffset Began(string run) =>
        DateTimeOffset.ParseExact(run[..TimeLength], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The run that a person means, among these: its whole name, a beginning that fits one only, or `last`.</summary>
    /// <returns>All that fit: none, one, or several.</returns>
    public static IReadOnlyList<string> Matching(string text, IEnumerable<string> runs)
    {
        var sorted = runs.Where(Is).Order(StringComparer.Ordinal).ToList();
        return text == Last ? [.. sorted.TakeLast(1)]
            : text.Length == 0 ? []
            : [.. sorted.Where(run => run.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
    }
}
