using System.Text.Encodings.Web;
using System.Text.Json;

namespace SomaBrain.Runbooks.Diagnostics;

/// <summary>Diagnostics for other programs: one object each, positions 1-based, columns in UTF-16 code units.</summary>
public static class DiagnosticJson
{
    public static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, diagnostic.Code);
        writer.WriteString("severity"u8, diagnostic.Severity == Severity.Error ? "error"u8 : "warning"u8);
        if (diagnostic.Span is { } span)
        {
            writer.WriteString("file"u8, span.File);
            writer.WriteNumber("line"u8, span.Start.Line);
            writer.WriteNumber("column"u8, span.Start.Column);
            writer.WriteNumber("endLine"u8, span.End.Line);
            writer.WriteNumber("endColumn"u8, span.End.Column);
        }

        writer.WriteString("message"u8, diagnostic.Message);
        if (diagnostic.Hint is { } hint)
        {
            writer.WriteString("hint"u8, hint);
        }

        if (diagnostic.SqlState is { } state)
        {
            writer.WriteString("sqlstate"u8, state);
        }

        writer.WriteEndObject();
    }

    /// <summary>What needs no escape has none: messages are full of `, and people read them in logs.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object, then a line feed for each diagnostic.</summary>
    public static string Lines(IEnumerable<Diagnostic> diagnostics)
    {
        using var stream = new MemoryStream();
        foreach (var diagnostic in diagnostics)
        {
            using var writer = new Utf8JsonWriter(stream, Options);
            Write(writer, diagnostic);
            writer.Flush();
            stream.WriteByte((byte)'\n');
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
