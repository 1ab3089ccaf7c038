using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What the keys of a parameter mean together.</summary>
internal static class ParameterRules
{
    /// <param name="hasSource">Whether it may be a secret at all; whoever says no tells so.</param>
    public static void Check(Parameter parameter, MappingReader declared, bool hasSource)
    {
        var isList = parameter.Type == ParameterType.List;
        var single = isList ? parameter.Of : parameter.Type;
        var type = ParameterTypes.NameOf(single);
        if (single == ParameterType.Enum && parameter.Values.IsEmpty)
        {
            Refuse(declared.Has("values") ? "values" : "type", "an enum without `values`", "write `values: [one, other]`");
        }
        else if (single != ParameterType.Enum)
        {
            Misplaced("values", $"they belong to an `enum`, not to `{type}`", "write `type: enum`, or a `pattern`");
        }

        if (!isList)
        {
            Misplaced("of", $"it belongs to a `list`, not to `{type}`", "write `type: list`, or take it out");
        }
        else if (single is ParameterType.List or ParameterType.Secret)
        {
            Misplaced("of", $"a list cannot hold `{type}`", "name the type of one element");
        }

        if (single is ParameterType.Boolean or ParameterType.Enum)
        {
            Misplaced("min", $"`{type}` has no order", "take it out");
            Misplaced("max", $"`{type}` has no order", "take it out");
        }
        else if (ParameterValue.Measure(parameter.Min) > ParameterValue.Measure(parameter.Max))
        {
            Refuse("max", $"no value is at least {Values.ValueText.Of(parameter.Min!)} and at most {Values.ValueText.Of(parameter.Max!)}", "exchange `min` and `max`");
        }

        if (single is not (ParameterType.String or ParameterType.Path or ParameterType.Identifier or ParameterType.Secret))
        {
            Misplaced("pattern", $"it belongs to text, not to `{type}`", "use `min` and `max`, or `type: string`");
        }

        if (parameter.Optional && declared.Has("default"))
        {
            Refuse("optional", "it has a default, so it is never left out", "take `optional` or `default` out");
        }

        if (hasSource && parameter.Type == ParameterType.Secret && !declared.Has("from") && !declared.Has("default") && !parameter.Optional)
        {
            Refuse("type", "a secret without a source", "write `from: env:NAME`, `from: file:PATH`, `from: \"command:[…]\"` or `from: prompt`");
        }

        void Misplaced(string key, string why, string hint)
        {
            if (declared.Has(key))
            {
                Refuse(key, $"`{key}` says nothing: {why}", hint);
            }
        }

        void Refuse(string key, string why, string hint) =>
            declared.Bag.Add(Problems.BadParameter(declared.Entry(key)?.Key.Span ?? parameter.Span, parameter.Name, why, hint));
    }
}
