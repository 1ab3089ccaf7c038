using System.Collections.Immutable;
using System.Text.Json;

namespace SomaBrain.Runbooks.Values;

/// <summary>JSON to values: objects become rows, arrays lists, and a number keeps every digit it was written with.</summary>
public static class JsonValues
{
    /// <summary>
    /// Of a number that is more than its amount (`1.50`, or too many digits): PostgreSQL's `numeric`, by another name than a cell of
    /// a server has.
    /// </summary>
    public const string NumberType = "numeric";

    /// <summary>Null when the text is no JSON, or nested deeper than 64.</summary>
    public static Value? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // half a surrogate pair is an InvalidOperationException, seen only when its text is asked for
        }
    }

    public static Value Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Row(element),
        JsonValueKind.Array => new Value.List([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.String => new Value.Text(element.GetString()!),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True or JsonValueKind.False => new Value.Boolean(element.GetBoolean()),
        _ => Value.Null.Instance,
    };

    /// <summary>The last of several members of one name counts, as in PostgreSQL.</summary>
    private static Value.Row Row(JsonElement element)
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var field = new Field(property.Name, Of(property.Value));
            if (places.TryAdd(field.Name, fields.Count))
            {
                fields.Add(field);
            }
            else
            {
                fields[places[field.Name]] = field;
            }
        }

        return new(fields.DrainToImmutable()) { IsJson = true };
    }

    private static Value Number(JsonElement element)
    {
        var raw = element.GetRawText();
        if (element.TryGetInt64(out var whole) && !raw.AsSpan().ContainsAny(".eE"))
        {
            return new Value.Integer(whole);
        }

        return !Decimals.TryParse(raw, out var number) ? new Value.Cell(raw, NumberType, new Value.Text(raw))
            : raw.EndsWith('0') && raw.Contains('.', StringComparison.Ordinal) && !raw.AsSpan().ContainsAny("eE") ? new Value.Cell(raw, NumberType, new Value.Number(number))
            : new Value.Number(number);
    }
}
