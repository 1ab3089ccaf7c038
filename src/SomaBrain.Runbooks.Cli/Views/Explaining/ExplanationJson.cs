using System.Text.Encodings.Web;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Errors;

namespace SomaBrain.Runbooks.Cli.Views.Explaining;

/// <summary>An explanation for editors and other programs.</summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(Explanation explanation) => Render(json =>
    {
        json.WriteString("code"u8, explanation.Code);
        json.WriteString("title"u8, explanation.Title);
        Optional(json, "example", explanation.Example);
        json.WriteString("said"u8, explanation.Said);
        json.WriteString("mend"u8, explanation.Mend);
    });

    public static byte[] Render(ErrorEntry known) => Render(json =>
    {
        Optional(json, "sqlstate", known.SqlState);
        Optional(json, "pattern", known.Pattern);
        json.WriteString("name"u8, known.Name);
        json.WriteString("cause"u8, known.Cause);
        json.WriteString("solution"u8, known.Solution);
        Optional(json, "playbook", known.Playbook);
        json.WriteBoolean("retry"u8, known.MayPass);
    });

    private static byte[] Render(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
