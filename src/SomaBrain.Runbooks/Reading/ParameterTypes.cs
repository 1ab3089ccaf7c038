using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>The parameter types as playbooks write them.</summary>
public static class ParameterTypes
{
    public static readonly IReadOnlyDictionary<string, ParameterType> All =
        Enum.GetValues<ParameterType>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(ParameterType type) => type.ToString().ToLowerInvariant();

    /// <summary>What a value of the parameter looks like: `a whole number from 1 up to 5`.</summary>
    public static string Expected(Parameter parameter)
    {
        var one = parameter.Type == ParameterType.List ? parameter.Of : parameter.Type;
        var words = parameter.Values.IsDefaultOrEmpty ? Expected(one) : $"one of {string.Join(", ", parameter.Values.Select(word => $"`{word}`"))}";
        return (parameter.Type == ParameterType.List ? $"values with commas between, each {words}" : words)
            + (one is ParameterType.String or ParameterType.Path or ParameterType.Identifier or ParameterType.Secret ? Length(parameter) : Bounds(parameter))
            + (parameter.Pattern is { } pattern ? $" that matches `{pattern}`" : "");
    }

    /// <summary>What is known of a value before the run.</summary>
    public static Value.Unknown TypeOf(Parameter parameter)
    {
        var type = parameter.Type == ParameterType.List ? Typed.ListOf(TypeOf(parameter.Of)) : TypeOf(parameter.Type);
        return parameter.Optional ? type with { MayBeNull = true } : type;
    }

    private static Value.Unknown TypeOf(ParameterType type) => type switch
    {
        ParameterType.Integer => Typed.Integer,
        ParameterType.Number => Typed.Number,
        ParameterType.Boolean => Typed.Boolean,
        ParameterType.Duration => Typed.Duration,
        ParameterType.Size => Typed.Size,
        ParameterType.Timestamp => Typed.Timestamp,
        ParameterType.List => Typed.List,
        _ => Typed.Text,
    };

    private static string Bounds(Parameter parameter) =>
        (parameter.Min is { } min ? $" from {ValueText.Of(min)}" : "") + (parameter.Max is { } max ? $" up to {ValueText.Of(max)}" : "");

    /// <summary>Bounds of text are those of its length.</summary>
    private static string Length(Parameter parameter) => (parameter.Min, parameter.Max) switch
    {
        ({ } min, { } max) => $" of {ValueText.Of(min)} to {ValueText.Of(max)} characters",
        ({ } min, null) => $" of at least {ValueText.Of(min)} characters",
        (null, { } max) => $" of at most {ValueText.Of(max)} characters",
        _ => "",
    };

    /// <summary>What a value of the type looks like.</summary>
    public static string Expected(ParameterType type) => type switch
    {
        ParameterType.Integer => "a whole number",
        ParameterType.Number => "a number",
        ParameterType.Boolean => "`true` or `false`",
        ParameterType.Duration => "a duration such as `30s`",
        ParameterType.Size => "a size such as `64MiB` (B, KiB, MiB, GiB, TiB)",
        ParameterType.Timestamp => "a moment with its offset such as `2026-11-22T16:43:00Z`",
        ParameterType.Path => "a path",
        ParameterType.Identifier => "a name of at most 63 bytes",
        ParameterType.Enum => "one of its values",
        ParameterType.List => "a list",
        _ => "text",
    };
}
