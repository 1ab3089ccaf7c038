namespace SomaBrain.Runbooks.Yaml;

/// <summary>
/// Keys of other tools for which there is a word here that means the opposite, or counts in something else: "did you mean" would turn
/// the meaning of their value round.
/// </summary>
internal static class OppositeKeys
{
    /// <summary>What to do instead; null for any other key.</summary>
    public static string? Hint(YamlEntry entry, YamlNode.Mapping beside, List<string> known)
    {
        var value = (entry.Value as YamlNode.Scalar)?.Text.Content ?? "";
        var name = entry.Name.ToLowerInvariant().Replace('-', '_');
        return name switch
        {
            "required" or "mandatory" when known.Contains("optional") => value == "false" && beside["default"] is null && beside["optional"] is null
                ? "write `optional: true`"
                : $"leave it out: without {(known.Contains("default") ? "`default` or " : "")}`optional` it is required",
            "unless" when known.Contains("when") => "write `when` and the opposite: `when: \"!(…)\"`",
            "while" when known.Contains("until") => "write `until` and the opposite: `until: \"!(…)\"`",
            "while" when known.Contains("repeat") => "write `repeat: { until: …, max: … }` and the opposite: it ends when that is true",
            "failed_when" when known.Contains("on_failure") => "write an `assert` step behind this one: it fails unless its condition is true",
            "timeout_seconds" or "timeout_minutes" when known.Contains("timeout") => $"say in what it is counted: `timeout: {(Whole(value) ? value : "5")}{name["timeout_".Length]}`",
            _ => null,
        };
    }

    private static bool Whole(string value) => value.Length is > 0 and <= 9 && !value.AsSpan().ContainsAnyExceptInRange('0', '9');
}
