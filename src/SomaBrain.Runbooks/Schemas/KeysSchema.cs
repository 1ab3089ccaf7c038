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
        OneOf(json, mapping.OneOf);
    }

    /// <param name="write">Writes what a key may hold, an object or a boolean.</param>
    /// <param name="isOpen">Whether other keys are somebody else's.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Key> keys, Action<Key> write, bool isOpen = false)
    {
        if (!isOpen)
        {
            json.WriteBoolean("additionalProperties", false);
        }

        if (keys.Where(key => key.Required).Select(key => key.Name).ToImmutableArray() is { IsEmpty: false } required)
        {
            Names(json, "required", required);
        }

        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WritePropertyName(key.Name);
            write(key);
        }

        json.WriteEndObject();
        Dependencies(json, keys);
    }

    /// <summary>What may stand under a key, and what an editor says of it.</summary>
    public static void Value(Utf8JsonWriter json, Key key)
    {
        json.WriteStartObject();
        Keywords(json, key);
        json.WriteEndObject();
    }

    /// <summary>The same, into an object that is already open.</summary>
    public static void Keywords(Utf8JsonWriter json, Key key)
    {
        Description(json, key.Help);
        ShapeSchema.Write(json, key.Shape);
        if (key.Default is not null)
        {
            json.WritePropertyName("default");
            WrittenValue.Write(json, key.Default);
        }

        // of a step alone an editor writes the snippet beside a dash at a wrong place
        if (key is { Example: not null, Shape: not Shape.Probe })
        {
            WrittenValue.WriteExample(json, key.Example);
        }
    }

    public static void Description(Utf8JsonWriter json, string help)
    {
        json.WriteString("description", help.Replace("`", "", StringComparison.Ordinal));
        json.WriteString("markdownDescription", help);
    }

    /// <summary>One of these sets of keys is there, if there are any; with words for an editor.</summary>
    public static void OneOf(Utf8JsonWriter json, ImmutableArray<ImmutableArray<string>> sets)
    {
        if (!sets.IsEmpty)
        {
            OneOf(json, sets, $"expected {string.Join(", or ", sets.Select(set => string.Join(" and ", set.Select(name => $"`{name}`"))))}");
        }
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
        var dependent = keys.Where(key => key.With is not null || !key.Against.IsEmpty).ToList();
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

            if (!key.Against.IsEmpty)
            {
                Against(json, key);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Said of the other key and not by `not`, for which editors have no words.</summary>
    private static void Against(Utf8JsonWriter json, Key key)
    {
        json.WriteStartArray("allOf");
        foreach (var against in key.Against)
        {
            var message = $"`{key.Name}` and `{against}` cannot stand together";
            var parts = against.Split(": ");
            json.WriteStartObject();
            json.WriteStartObject("properties");
            if (parts is [_, var word])
            {
                json.WriteStartObject(parts[0]);
                Except(json, word);
                json.WriteString("errorMessage", message);
                json.WriteEndObject();
            }
            else
            {
                json.WriteBoolean(against, false);
            }

            json.WriteEndObject();
            json.WriteString("errorMessage", message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Any other word, or the other boolean, which may stand in quotes.</summary>
    private static void Except(Utf8JsonWriter json, string word)
    {
        if (word == "true")
        {
            json.WriteStartArray("enum");
            json.WriteBooleanValue(false);
            json.WriteStringValue("false");
            json.WriteEndArray();
        }
        else
        {
            ShapeSchema.Types(json, "string");
            json.WriteString("pattern", $"^(?!{word}$)");
        }
    }
}
