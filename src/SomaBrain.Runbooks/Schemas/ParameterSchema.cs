using System.Collections.Immutable;
using System.Text.Json;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>One parameter: its type decides what may stand beside it, and so it does beside a question whose answer has a type.</summary>
internal static class ParameterSchema
{
    /// <summary>The definition of what a type decides.</summary>
    public const string Rules = "rules";

    /// <summary>The same, of an answer: it is never secret.</summary>
    public const string Answer = "answer";

    private static readonly string[] NotRules = ["type", "help"];

    public static void Write(Utf8JsonWriter json)
    {
        ShapeSchema.Types(json, "object");
        json.WriteString("title", "parameter");
        KeysSchema.Write(json, ParameterKeys.All, key =>
        {
            if (NotRules.Contains(key.Name))
            {
                KeysSchema.Value(json, key);
            }
            else
            {
                json.WriteBooleanValue(true);
            }
        });
        ShapeSchema.Reference(json, Rules);
    }

    /// <param name="json">Where to.</param>
    /// <param name="isAnswer">Of the answer to a question.</param>
    public static void WriteRules(Utf8JsonWriter json, bool isAnswer = false)
    {
        var what = isAnswer ? "answer" : "parameter";
        ShapeSchema.Types(json, "object");
        json.WriteStartArray("allOf");
        foreach (var name in ParameterKeys.Elements)
        {
            If(json, () => Is(json, "type", name, $"{name} {what}"), () => Take(json, ParameterKeys.Of(ParameterTypes.All[name])));
        }

        If(json, () => Is(json, "type", "list", $"list {what}"), () => WriteElements(json));
        if (!isAnswer)
        {
            If(json, () => Is(json, "type", "secret", $"secret {what}"), () =>
            {
                Take(json, ParameterKeys.Of(ParameterType.Secret));
                KeysSchema.OneOf(json, [["from"], ["optional"]]);
            });
        }

        If(json, () => IsNot(json, "type", ParameterTypes.All.Keys), () => Take(json, [.. ParameterKeys.All.Where(key => !(isAnswer && key.Name == "from"))]));
        json.WriteEndArray();
    }

    /// <summary>
    /// What a list holds decides: text, unless it is said, and while it is not understood. An editor offers the keys of a condition
    /// too, so that of `of` stands within a list.
    /// </summary>
    private static void WriteElements(Utf8JsonWriter json)
    {
        json.WriteStartArray("allOf");
        foreach (var name in ParameterKeys.Elements)
        {
            If(
                json,
                () =>
                {
                    if (name == "string")
                    {
                        IsNot(json, "of", ParameterKeys.Elements.Remove(name));
                    }
                    else
                    {
                        Is(json, "of", name, $"list of {name}");
                    }
                },
                () => Take(json, ParameterKeys.Of(ParameterType.List, ParameterTypes.All[name])));
        }

        json.WriteEndArray();
    }

    private static void If(Utf8JsonWriter json, Action condition, Action then)
    {
        json.WriteStartObject();
        json.WriteStartObject("if");
        condition();
        json.WriteEndObject();
        json.WriteStartObject("then");
        then();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="title">What an editor calls it where it offers to write it.</param>
    private static void Is(Utf8JsonWriter json, string key, string name, string title)
    {
        json.WriteString("title", title);
        Is(json, key, [name]);
    }

    private static void Is(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        KeysSchema.Names(json, "required", [key]);
        json.WriteStartObject("properties");
        json.WriteStartObject(key);
        KeysSchema.Names(json, "enum", names);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void IsNot(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        json.WriteStartObject("not");
        Is(json, key, names);
        json.WriteEndObject();
    }

    /// <summary>What says nothing for the type is refused, and offered by no editor.</summary>
    private static void Take(Utf8JsonWriter json, ImmutableArray<Key> saying)
    {
        var keys = ParameterKeys.All.Where(key => !NotRules.Contains(key.Name)).Select(key => (saying.FirstOrDefault(said => said.Name == key.Name) ?? key) with { Against = [] });
        KeysSchema.Write(
            json,
            [.. keys],
            key =>
            {
                if (saying.Any(said => said.Name == key.Name))
                {
                    KeysSchema.Value(json, key);
                }
                else
                {
                    json.WriteBooleanValue(false);
                }
            },
            isOpen: true);
    }
}
