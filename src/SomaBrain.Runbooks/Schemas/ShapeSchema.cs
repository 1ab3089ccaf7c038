using System.Globalization;
using System.Text.Json;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>
/// A shape as JSON Schema. An editor has given scalars YAML's types before it looks, and the language gives them its own: so text
/// may arrive as a number, a number as text in quotes. What can be written without quotes and means something else to YAML
/// (`0755`, `True`) is left to lint.
/// </summary>
internal static class ShapeSchema
{
    private const string Hole = @"[\s\S]*\{\{[\s\S]*";

    /// <summary>The keywords of a shape, into an object that is already open.</summary>
    public static void Write(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case Shape.Text { Pattern: null or Shape.NotBlank } or Shape.Template { Pattern: null or Shape.NotBlank } or Shape.Expression { IsCondition: false }:
                Types(json, "string", "number", "boolean");
                NotBlank(json, (shape as Shape.Text)?.Expected ?? (shape as Shape.Template)?.Expected);
                break;
            case Shape.Expression:
                Types(json, "string", "boolean");
                break;
            case Shape.Text text:
                Pattern(json, text.Pattern!, text.Expected, text.Greatest);
                break;
            case Shape.Template template:
                Pattern(json, $"({template.Pattern})$|^{Hole}", template.Expected);
                break;
            case Shape.Duration duration:
                Pattern(json, (duration.IsLimit ? Shape.Duration.AboveNothing : "") + Shape.Duration.Pattern, Shape.Duration.Expected);
                break;
            case Shape.Boolean:
                Alternatives(json, () => Types(json, "boolean"), () => Pattern(json, "(true|false)", "`true` or `false`"));
                break;
            case Shape.Integer integer:
                Integer(json, integer);
                break;
            case Shape.Number number:
                Number(json, number);
                break;
            case Shape.Words words:
                Words(json, words);
                break;
            case Shape.List list:
                List(json, list);
                break;
            case Shape.Map map:
                Map(json, map);
                break;
            case Shape.Object mapping:
                KeysSchema.Write(json, mapping);
                break;
            case Shape.Steps steps:
                List(json, new Shape.List(new Shape.Step(steps.IsUndo), Least: 1)); // here, as an editor begins a list only where it sees it
                break;
            case Shape.Step step:
                Reference(json, step.IsUndo ? "undo-step" : "step");
                break;
            case Shape.Probe:
                Types(json, "object");
                Reference(json, "probe");
                break;
            case Shape.Parameter:
                Reference(json, "parameter");
                break;
            case Shape.AnyOf any:
                Alternatives(json, [.. any.Shapes.Select(one => (Action)(() => Write(json, one)))]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "a shape without a schema");
        }
    }

    public static void Types(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        if (types is [var only])
        {
            json.WriteString("type", only);
            return;
        }

        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }

    /// <summary>In `allOf`, as whatever stands beside a reference is not looked at.</summary>
    public static void Reference(Utf8JsonWriter json, string definition)
    {
        json.WriteStartArray("allOf");
        json.WriteStartObject();
        json.WriteString("$ref", $"#/definitions/{definition}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Pattern(Utf8JsonWriter json, string pattern, string? expected, int? greatest = null)
    {
        Types(json, greatest is null ? ["string"] : ["string", "integer"]);
        if (greatest is { } number)
        {
            json.WriteNumber("minimum", 0);
            json.WriteNumber("maximum", number);
        }

        json.WriteString("pattern", pattern.StartsWith('(') && pattern.Contains("$|^", StringComparison.Ordinal) ? $"^{pattern}$" : $"^({pattern})$");
        if (expected is not null)
        {
            json.WriteString("errorMessage", $"expected {expected}");
        }
    }

    private static void NotBlank(Utf8JsonWriter json, string? expected)
    {
        if (expected is not null)
        {
            json.WriteString("pattern", Shape.NotBlank);
            json.WriteString("errorMessage", $"expected {expected}");
        }
    }

    private static void Integer(Utf8JsonWriter json, Shape.Integer integer)
    {
        Types(json, "integer", "string");
        if (integer.Min > long.MinValue)
        {
            json.WriteNumber("minimum", integer.Min);
        }

        if (integer.Max < long.MaxValue)
        {
            json.WriteNumber("maximum", integer.Max);
        }

        json.WriteString("pattern", integer is { Min: 1, Max: 1 } ? "^1$" : $"^{WholeFrom(integer.Min)}$");
        json.WriteString("errorMessage", (integer.Min, integer.Max) switch
        {
            (long.MinValue, _) or (_, long.MaxValue) when integer is { Min: long.MinValue, Max: long.MaxValue } => "expected a whole number",
            (1, 1) => "expected `1`",
            (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"expected a whole number of at least {integer.Min}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {integer.Min} to {integer.Max}"),
        });
    }

    private static void Number(Utf8JsonWriter json, Shape.Number number)
    {
        Types(json, "number", "string");
        if (number.Min > decimal.MinValue)
        {
            json.WriteNumber("minimum", number.Min);
        }

        if (number.Max < decimal.MaxValue)
        {
            json.WriteNumber("maximum", number.Max);
        }

        json.WriteString("pattern", $"^{WholeFrom(number.Min)}([.][0-9]+)?$");
        json.WriteString("errorMessage", number.Max < decimal.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"expected a number from {number.Min} to {number.Max}")
            : "expected a number");
    }

    /// <summary>Digits in quotes, which no `minimum` sees.</summary>
    private static string WholeFrom(decimal min) => min >= 1 ? "[1-9][0-9]*" : min >= 0 ? "(0|[1-9][0-9]*)" : "-?(0|[1-9][0-9]*)";

    private static void Words(Utf8JsonWriter json, Shape.Words words)
    {
        Types(json, "string");
        json.WriteStartArray("enum");
        foreach (var word in words.All)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void List(Utf8JsonWriter json, Shape.List list)
    {
        Types(json, "array");
        if (list.Least > 0)
        {
            json.WriteNumber("minItems", list.Least);
        }

        json.WriteStartObject("items");
        Write(json, list.Item);
        json.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter json, Shape.Map map)
    {
        Types(json, "object");
        if (map.Names is not null)
        {
            json.WriteStartObject("propertyNames");
            json.WriteString("pattern", $"^({map.Names})$");
            json.WriteEndObject();
        }

        json.WriteStartObject("additionalProperties");
        Write(json, map.Item);
        json.WriteEndObject();
    }

    private static void Alternatives(Utf8JsonWriter json, params ReadOnlySpan<Action> all)
    {
        json.WriteStartArray("anyOf");
        foreach (var one in all)
        {
            json.WriteStartObject();
            one();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
