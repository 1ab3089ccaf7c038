using System.Collections.Immutable;
using System.Text.Json;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>One parameter: its type decides what may stand beside it.</summary>
internal static class ParameterSchema
{
    public static void Write(Utf8JsonWriter json)
    {
        ShapeSchema.Types(json, "object");
        json.WriteStartArray("allOf");
        foreach (var (name, type) in ParameterTypes.All)
        {
            json.WriteStartObject();
            json.WriteStartObject("if");
            TypeIs(json, [name]);
            json.WriteEndObject();
            Then(json, ParameterKeys.Of(type));
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteStartObject("if");
        json.WriteStartObject("not");
        TypeIs(json, ParameterTypes.All.Keys);
        json.WriteEndObject();
        json.WriteEndObject();
        Then(json, ParameterKeys.All);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void TypeIs(Utf8JsonWriter json, IEnumerable<string> names)
    {
        KeysSchema.Names(json, "required", ["type"]);
        json.WriteStartObject("properties");
        json.WriteStartObject("type");
        KeysSchema.Names(json, "enum", names);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Then(Utf8JsonWriter json, ImmutableArray<Key> keys)
    {
        json.WriteStartObject("then");
        KeysSchema.Write(json, keys, key => KeysSchema.Value(json, key));
        json.WriteEndObject();
    }
}
