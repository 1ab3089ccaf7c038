using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

public static class DurationOption
{
    /// <summary>A length of time such as `30s`; null when absent or wrong.</summary>
    public static TimeSpan? Duration(this MappingReader mapping, string key, bool required = false) =>
        mapping.Parsed<TimeSpan>(key, "a duration such as `30s`", text => Durations.TryParse(text, out var length) ? length : null, required);

    /// <summary>A limit of time. None is not one: to PostgreSQL 0 is no limit, to whoever reads it no time at all.</summary>
    public static TimeSpan? Timeout(this MappingReader mapping, string key)
    {
        var limit = mapping.Duration(key);
        if (limit == TimeSpan.Zero)
        {
            mapping.Bag.Add(Problems.OutOfRange(mapping.Text(key)!.Whole, $"`{key}`", mapping.Text(key)!.Content, "a time above 0", "write how long it may take, or leave it out; where a long time is right, say it: `6h`"));
            return null;
        }

        return limit;
    }
}
