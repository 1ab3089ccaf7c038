using System.Buffers;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>A name that monitoring takes as it is: `[a-z][a-z0-9_]*`.</summary>
internal static class MetricName
{
    /// <summary>The same rule as a regular expression of JSON Schema, for the whole name.</summary>
    public const string Pattern = "[a-z][a-z0-9_]{0,99}";

    public const string Expected = "lower-case letters, digits and `_`, a letter first";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsValid(string name) => name.Length is > 0 and <= 100 && char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(Allowed);
}
