using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SomaBrain.Runbooks.Reading.Keys;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Schemas;

/// <summary>`runbook.schema.json`: what a playbook looks like, for editors, in JSON Schema draft-07.</summary>
public static class PlaybookSchema
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole document, with a line break at its end.</summary>
    public static string Text(StepCatalog catalog) =>
        Text(catalog, "playbook", "Playbook", "A runbook for PostgreSQL, version 1 of the language. `runbook lint` checks what a schema cannot.", PlaybookKeys.All);

    /// <summary>Of another file that holds steps.</summary>
    /// <param name="catalog">The kinds that it knows.</param>
    /// <param name="name">The last word of the schema's id.</param>
    /// <param name="title">What the file is called.</param>
    /// <param name="description">What it is, for an editor.</param>
    /// <param name="keys">Its keys.</param>
    public static string Text(StepCatalog catalog, string name, string title, string description, ImmutableArray<Key> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, catalog, (name, title, description), keys);
        }

        return $"{Encoding.UTF8.GetString(buffer.WrittenSpan)}\n";
    }

    private static void Write(Utf8JsonWriter json, StepCatalog catalog, (string Name, string Title, string Description) about, ImmutableArray<Key> keys)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("$id", $"urn:somabrain:runbook:{about.Name}:1");
        json.WriteString("title", about.Title);
        json.WriteString("description", about.Description);
        KeysSchema.Write(json, new Shape.Object(keys));
        json.WriteStartObject("definitions");
        Definition("step", () => StepSchema.Write(json, catalog));
        Definition("undo-step", () => StepSchema.Write(json, catalog, isUndo: true));
        Definition("probe", () => ProbeSchema.Write(json, catalog));
        foreach (var kind in catalog.Kinds)
        {
            Definition(StepSchema.Definition(kind, isUndo: false), () => StepSchema.WriteKind(json, kind, isUndo: false));
            if (kind.Shape.CanUndo)
            {
                Definition(StepSchema.Definition(kind, isUndo: true), () => StepSchema.WriteKind(json, kind, isUndo: true));
            }
        }

        foreach (var key in StepKeys.All)
        {
            Definition(StepSchema.Definition(key), () => KeysSchema.Keywords(json, key));
        }

        Definition("parameter", () => ParameterSchema.Write(json));
        Definition(ParameterSchema.Rules, () => ParameterSchema.WriteRules(json));
        Definition(ParameterSchema.Answer, () => ParameterSchema.WriteRules(json, isAnswer: true));
        json.WriteEndObject();
        json.WriteEndObject();

        void Definition(string name, Action write)
        {
            json.WriteStartObject(name);
            write();
            json.WriteEndObject();
        }
    }
}
