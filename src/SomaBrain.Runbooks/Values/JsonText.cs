using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SomaBrain.Runbooks.Values.Postgres;

namespace SomaBrain.Runbooks.Values;

/// <summary>A value as JSON: numbers with all their digits; timestamps, durations, sizes and bytes as their text.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the value where <paramref name="writer"/> stands; a secret is written as `***`.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case Value.Null or Value.Missing:
                writer.WriteNullValue();
                break;
            case Value.Boolean x:
                writer.WriteBooleanValue(x.Is);
                break;
            case Value.Integer or Value.Number:
                writer.WriteRawValue(ValueText.Of(value));
                break;
            case Value.List x:
                writer.WriteStartArray();
                foreach (var item in x.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Value.Row x:
                writer.WriteStartObject();
                foreach (var field in x.Fields)
                {
                    writer.WritePropertyName(Sound(field.Name));
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case Value.Cell x when (x.Scalar is Value.Number || (x.Scalar is Value.Text && PgTypes.Computes(x.SqlType))) && IsNumber(x.Content):
                writer.WriteRawValue(x.Content); // 1.50 is not 1.5 to a server, and 1e+30 is a number although no decimal holds it
                break;
            case Value.Cell { Scalar: Value.Text scalar }:
                writer.WriteStringValue(Sound(scalar.Content));
                break;
            case Value.Cell { Scalar: Value.Cell or Value.Boolean or Value.Integer or Value.Number or Value.List or Value.Row or Value.Null } x:
                Write(writer, x.Scalar);
                break;
            default:
                writer.WriteStringValue(Sound(ValueText.Of(value)));
                break;
        }
    }

    /// <summary>As JSON writes one: `.5`, `05` and NaN are none.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text.StartsWith("-") ? text[1..] : text;
        if (text is ['0', >= '0' and <= '9', ..] || !Digits(ref text))
        {
            return false;
        }

        if (text is ['.', ..])
        {
            text = text[1..];
            if (!Digits(ref text))
            {
                return false;
            }
        }

        if (text is ['e' or 'E', ..])
        {
            text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
            if (!Digits(ref text))
            {
                return false;
            }
        }

        return text.IsEmpty;
    }

    /// <summary>Goes behind the digits at the beginning; false when there is none.</summary>
    private static bool Digits(ref ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart("0123456789");
        var any = rest.Length < text.Length;
        text = rest;
        return any;
    }

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static string Sound(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
            }
        }

        return text;
    }
}
