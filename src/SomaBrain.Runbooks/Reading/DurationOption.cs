using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

public static class DurationOption
{
    /// <summary>A length of time such as `30s`; null when absent or wrong.</summary>
    public static TimeSpan? Duration(this MappingReader mapping, string key, bool required = false) =>
        mapping.Parsed<TimeSpan>(key, "a duration such as `30s`", text => Durations.TryParse(text, out var length) ? length : null, required);
}
