using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The parameter types as playbooks write them.</summary>
public static class ParameterTypes
{
    public static readonly IReadOnlyDictionary<string, ParameterType> All =
        Enum.GetValues<ParameterType>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(ParameterType type) => type.ToString().ToLowerInvariant();

    /// <summary>What a value of the type looks like.</summary>
    public static string Expected(ParameterType type) => type switch
    {
        ParameterType.Integer => "a whole number",
        ParameterType.Number => "a number",
        ParameterType.Boolean => "`true` or `false`",
        ParameterType.Duration => "a duration such as `30s`",
        ParameterType.Size => "a size such as `64MiB`",
        ParameterType.Timestamp => "a moment with its offset such as `2026-11-22T16:43:00Z`",
        ParameterType.Path => "a path",
        ParameterType.Identifier => "a name of at most 63 bytes",
        ParameterType.Enum => "one of its values",
        ParameterType.List => "a list",
        _ => "text",
    };
}
