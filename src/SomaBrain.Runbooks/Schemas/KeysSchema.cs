using System.Collections.Immutable;
using System.Text.Json;
using SomaBrain.Runbooks.Shapes;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>A mapping with known keys: no other is allowed.</summary>
internal static class KeysSchema
{
    public static void Write(Utf8JsonWriter json, Shape.Object mapping)
    {
        ShapeSchema.Types(json, "object");
        Write(json, mapping.Keys, key => Value(json, key));
        if (!mapping.OneOf.IsEmpty)
        {
            OneOf(json, mapping.OneOf, $"expected {string.Join(", or ", mapping.OneOf.Select(set => string.Join(" and ", set.Select(name => $"`{name}`"))))}");
        }
    }

    /// <param name="write">Writes a key's value.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Key> keys, Action<Key> write)
    {
        json.WriteBoolean("additionalProperties", false);
        if (keys.Where(key => key.Required).Select(key => key.Name).ToImmutableArray() is { IsEmpty: false } required)
        {
            Names(json, "required", required);
        }

        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key.Name);
            write(key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        Dependencies(json, keys);
    }

    /// <summary>What may stand under a key, and what an editor says of it.</summary>
    public static void Value(Utf8JsonWriter json, Key key)
    {
        Description(json, key.Help);
        ShapeSchema.Write(json, key.Shape);
        if (key.Default is not null)
        {
            json.WritePropertyName("default");
            WrittenValue.Write(json, key.Default);
        }

        if (key.Example is not null)
        {
            Example(json, key.Example);
        }
    }

    public static void Description(Utf8JsonWriter json, string help)
    {
        json.WriteString("description", help.Replace("`", "", StringComparison.Ordinal));
        json.WriteString("markdownDescription", help);
    }

    public static void Example(Utf8JsonWriter json, string example)
    {
        json.WriteStartArray("examples");
        WrittenValue.Write(json, example);
        json.WriteEndArray();
    }

    /// <summary>One of these sets of keys is there.</summary>
    public static void OneOf(Utf8JsonWriter json, IEnumerable<ImmutableArray<string>> sets, string? message)
    {
        json.WriteStartArray("anyOf");
        foreach (var set in sets)
        {
            json.WriteStartObject();
            Has(json, set);
            if (message is not null)
            {
                json.WriteString("errorMessage", message);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Says that keys are there, and nothing of what they hold.</summary>
    public static void Has(Utf8JsonWriter json, params ImmutableArray<string> keys)
    {
        Names(json, "required", keys);
        json.WriteStartObject("properties"); // a validator in strict mode takes a required key without it for a slip
        foreach (var key in keys)
        {
            json.WriteBoolean(key, true);
        }

        json.WriteEndObject();
    }

    public static void Names(Utf8JsonWriter json, string keyword, IEnumerable<string> names)
    {
        json.WriteStartArray(keyword);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void Dependencies(Utf8JsonWriter json, ImmutableArray<Key> keys)
    {
        var dependent = keys.Where(key => key.With is not null || key.Against is not null).ToList();
        if (dependent.Count == 0)
        {
            return;
        }

        json.WriteStartObject("dependencies");
        foreach (var key in dependent)
        {
            json.WriteStartObject(key.Name);
            if (key.With is not null)
            {
                Has(json, key.With);
                json.WriteString("errorMessage", $"`{key.Name}` needs `{key.With}` beside it");
            }

            if (key.Against is not null)
            {
                json.WriteStartObject("not");
                Has(json, key.Against);
                json.WriteString("errorMessage", $"`{key.Name}` and `{key.Against}` cannot stand together");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
