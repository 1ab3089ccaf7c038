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
    public static void Write(Utf8JsonWriter json, string written) => Write(json, Read(written));

    /// <summary>
    /// What an editor may insert. The words of an example it writes as they are, without quotes and without what is nested: so
    /// a mapping is a snippet, each value the text that a playbook has, and of a list of mappings there is none.
    /// </summary>
    /// <exception cref="ArgumentException">It is no YAML: a mistake in a shape.</exception>
    public static void WriteExample(Utf8JsonWriter json, string written)
    {
        switch (Read(written))
        {
            case YamlNode.Mapping mapping:
                json.WriteStartArray("defaultSnippets");
                json.WriteStartObject();
                json.WriteString("label", written);
                json.WriteStartObject("body");
                foreach (var entry in mapping.Entries)
                {
                    json.WriteString(entry.Name, AsWritten(entry.Value));
                }

                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case YamlNode.Sequence { Items: [YamlNode.Mapping, ..] }:
                break;
            case var value:
                json.WriteStartArray("examples");
                Write(json, value);
                json.WriteEndArray();
                break;
        }
    }

    private static string AsWritten(YamlNode node) => node.Span.Source.Text[node.Span.From..node.Span.To];

    private static YamlNode Read(string written)
    {
        var problems = new DiagnosticBag();
        if (YamlLoader.Load(new Source("example", $"{Key}{written}"), problems) is not YamlNode.Mapping { Entries: [var entry] } || problems.HasErrors)
        {
            throw new ArgumentException($"`{written}` cannot stand in a playbook", nameof(written));
        }

        return entry.Value;
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
