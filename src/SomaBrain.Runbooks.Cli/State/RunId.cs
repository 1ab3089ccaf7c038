using System.Globalization;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>The name of a run: `20261122T164012Z-7k3f9q`. Names sort by time.</summary>
public static class RunId
{
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeLength = 16;

    public static string New(TimeProvider time) =>
        $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Suffix()}";

    /// <summary>From the system's own random source; .NET's would load OpenSSL for six letters.</summary>
    private static string Suffix()
    {
        Span<byte> random = stackalloc byte[16];
        _ = Guid.NewGuid().TryWriteBytes(random);
        return string.Create(6, random[..6], static (letters, bytes) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = Base32[bytes[i] % Base32.Length];
            }
        });
    }

    public static bool Is(string text) =>
        text.Length == TimeLength + 7 && text[TimeLength] == '-' && text[(TimeLength + 1)..].All(Base32.Contains)
        && DateTime.TryParseExact(text[..TimeLength], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The run that a person means, among these: its whole name, a beginning that fits one only, or `last`.</summary>
    /// <returns>All that fit: none, one, or several.</returns>
    public static IReadOnlyList<string> Matching(string text, IEnumerable<string> runs)
    {
        var sorted = runs.Where(Is).Order(StringComparer.Ordinal).ToList();
        return text == "last" ? [.. sorted.TakeLast(1)]
            : text.Length == 0 ? []
            : [.. sorted.Where(run => run.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
    }
}
