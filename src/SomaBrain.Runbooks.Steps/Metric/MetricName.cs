using System.Buffers;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>A name that monitoring takes as it is: `[a-z][a-z0-9_]*`.</summary>
internal static class MetricName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsValid(string name) => name.Length is > 0 and <= 100 && char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(Allowed);
}
