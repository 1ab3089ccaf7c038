using System.Text.Encodings.Web;
using System.Text.Json;

namespace SomaBrain.Runbooks.Cli.Views.Explaining;

/// <summary>An explanation for editors and other programs.</summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(Explanation explanation)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("code"u8, explanation.Code);
            json.WriteString("title"u8, explanation.Title);
            if (explanation.Example is { } example)
            {
                json.WriteString("example"u8, example);
            }

            json.WriteString("said"u8, explanation.Said);
            json.WriteString("mend"u8, explanation.Mend);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
