using System.Globalization;
using System.Text.Json;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>A value as a playbook writes it, as the JSON that an editor makes of it.</summary>
internal static class WrittenValue
{
    private const string Key = "value: ";

    /// <exception cref="ArgumentException">It is no YAML: a mistake in a shape.</exception>
    public static void Write(Utf8JsonWriter json, string written)
    {
        var problems = new DiagnosticBag();
        if (YamlLoader.Load(new Source("example", $"{Key}{written}"), problems) is not YamlNode.Mapping { Entries: [var entry] } || problems.HasErrors)
        {
            throw new ArgumentException($"`{written}` cannot stand in a playbook", nameof(written));
        }

        Write(json, entry.Value);
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                json.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Name);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case YamlNode.Sequence list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case YamlNode.Scalar scalar:
                Write(json, scalar);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, YamlNode.Scalar scalar)
    {
        var text = scalar.Text.Content;
        if (scalar.Style == ScalarKind.Plain && text is "true" or "false")
        {
            json.WriteBooleanValue(text == "true");
        }
        else if (scalar.Style == ScalarKind.Plain && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
