using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>A value that a `call` gives to a parameter of the playbook it calls.</summary>
public static class ArgumentValue
{
    /// <summary>The value as the parameter has it, or why it does not fit. A secret stays one, and so does an unknown.</summary>
    public static (Value? Value, string? Why) Fit(Parameter parameter, Value given)
    {
        switch (given)
        {
            case Value.Secret secret:
                var (inner, why) = Fit(parameter with { Type = parameter.Type == ParameterType.Secret ? ParameterType.String : parameter.Type }, secret.Inner);
                return inner is null ? (null, why!.Contains('`', StringComparison.Ordinal) ? "it is outside of what is allowed" : why) : (secret with { Inner = inner }, null);
            case Value.Unknown:
                return (given, null);
            case Value.Missing missing:
                return (null, missing.Why);
            case Value.Null:
                return parameter.Optional ? (Value.Null.Instance, null) : (null, "it is null");
            default:
                break;
        }

        var value = parameter.Type == ParameterType.List ? Elements(parameter, given) : One(parameter.Type, given);
        return value is null ? (null, $"{(parameter.Type == ParameterType.List && Scalar(given) is Value.List list ? Wrong(parameter, list) : $"it is {ValueText.Kind(given)}")}, expected {Expected(parameter)}")
            : ParameterValue.Outside(parameter, value) is { } outside ? (null, outside)
            : (parameter.Type == ParameterType.Secret ? new Value.Secret($"params.{parameter.Name}", value) : value, null);
    }

    /// <summary>A value that stands in the playbook as text.</summary>
    public static (Value? Value, string? Why) Parse(Parameter parameter, string text) =>
        parameter.Type == ParameterType.List ? (null, "it is text, expected a list")
        : parameter.Type == ParameterType.Secret ? (null, "a secret does not stand in a playbook")
        : ParameterValue.Parse(parameter.Type, text) is { } value ? Fit(parameter, value)
        : (null, $"`{text}` is not {Expected(parameter)}");

    /// <summary>Whether a value of the one type may be given to a parameter of the other.</summary>
    public static bool MayFit(Parameter given, Parameter parameter) =>
        given.Type == ParameterType.Enum && parameter.Type == ParameterType.Enum ? (given.Optional && parameter.Optional) || given.Values.Any(parameter.Values.ToHashSet(StringComparer.Ordinal).Contains)
        : given.Type == ParameterType.List || parameter.Type == ParameterType.List
            ? given.Type == parameter.Type && Group(given.Of) == Group(parameter.Of)
            : Group(given.Type) == Group(parameter.Type) || (given.Type == ParameterType.Integer && parameter.Type == ParameterType.Number);

    /// <summary>Why no value that comes out as this fits; null where one may.</summary>
    /// <param name="known">A value, or an unknown one of a type.</param>
    public static string? WhyNever(Parameter parameter, Value known)
    {
        if (known is not Value.Unknown unknown)
        {
            return Fit(parameter, known).Why;
        }

        var mayFit = unknown.Like is not { } like
            || (unknown.MayBeNull && parameter.Optional)
            || (parameter.Type == ParameterType.List ? like is Value.List : like is Value.Text ? Group(parameter.Type) == ParameterType.String : One(parameter.Type, like) is not null);
        return mayFit ? null : $"it is {ValueText.Kind(unknown.Like!)}, expected {Expected(parameter)}";
    }

    public static string Expected(Parameter parameter) =>
        parameter.Type == ParameterType.List ? $"a list, each {ParameterTypes.Expected(parameter.Of)}" : ParameterTypes.Expected(parameter.Type);

    private static ParameterType Group(ParameterType type) =>
        type is ParameterType.Path or ParameterType.Identifier or ParameterType.Enum or ParameterType.Secret ? ParameterType.String : type;

    /// <summary>The first element that does not fit.</summary>
    private static string Wrong(Parameter parameter, Value.List list)
    {
        var at = 0;
        while (list.Items[at].IsUnknown || One(parameter.Of, list.Items[at]) is not null)
        {
            at++;
        }

        return $"its element {at} is {ValueText.Kind(list.Items[at])}";
    }

    private static Value.List? Elements(Parameter parameter, Value given)
    {
        if (Scalar(given) is not Value.List list)
        {
            return null;
        }

        var items = list.Items.Select(item => item.IsUnknown ? item : One(parameter.Of, item)).ToList();
        return items.Contains(null) ? null : new([.. items.OfType<Value>()]);
    }

    private static Value? One(ParameterType type, Value given) => (type, Scalar(given)) switch
    {
        (ParameterType.Integer, Value.Integer) or (ParameterType.Number, Value.Number) or (ParameterType.Boolean, Value.Boolean)
            or (ParameterType.Duration, Value.Duration) or (ParameterType.Size, Value.Size) or (ParameterType.Timestamp, Value.Timestamp) => Scalar(given),
        (ParameterType.Number, Value.Integer whole) => new Value.Number(whole.Whole),
        (ParameterType.String or ParameterType.Path or ParameterType.Identifier or ParameterType.Enum or ParameterType.Secret, Value.Text text) =>
            ParameterValue.Parse(type, text.Content),
        _ => null,
    };

    private static Value Scalar(Value value) => value is Value.Cell cell ? cell.Scalar : value;
}
