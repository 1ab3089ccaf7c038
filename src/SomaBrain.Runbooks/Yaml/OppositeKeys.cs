namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Keys of other tools for which there is a word here that means the opposite, or counts in something else: "did you mean" would turn
/// the meaning of their value round.
/// </summary>
internal static class OppositeKeys
{
    /// <summary>Theirs, ours where it is allowed, and what to do.</summary>
    private static readonly string[] Lines =
    [
        "unless|when|write `when` and the opposite: `when: \"!(…)\"`",
        "while|until|write `until` and the opposite: `until: \"!(…)\"`",
        "while|repeat|write `repeat: { until: …, max: … }` and the opposite: it ends when that is true",
        "failed_when|on_failure|write an `assert` step behind this one: it fails unless its condition is true",
        "timeout_seconds|timeout|say in what it is counted: `timeout: 5s`",
        "timeout_minutes|timeout|say in what it is counted: `timeout: 5m`",
        "required|optional|",
        "mandatory|optional|",
    ];

    /// <summary>What to do instead; null for any other key.</summary>
    public static string? Hint(YamlEntry entry, YamlNode.Mapping beside, List<string> known)
    {
        var name = entry.Name.ToLowerInvariant().Replace('-', '_');
        var value = (entry.Value as YamlNode.Scalar)?.Text.Content ?? "";
        foreach (var line in Lines)
        {
            var parts = line.Split('|');
            if (parts[0] == name && known.Contains(parts[1]))
            {
                return parts[2].Length == 0 ? Optional(value, beside)
                    : parts[1] == "timeout" && IsWhole(value) ? parts[2].Replace("5", value, StringComparison.Ordinal)
                    : parts[2];
            }
        }

        return null;
    }

    private static string Optional(string value, YamlNode.Mapping beside) => value == "false" && beside["default"] is null && beside["optional"] is null
        ? "write `optional: true`"
        : "leave it out: without `default` or `optional` it is required";

    private static bool IsWhole(string value) => value.Length is > 0 and <= 9 && !value.AsSpan().ContainsAnyExceptInRange('0', '9');
}
