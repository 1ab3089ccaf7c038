using System.Text.Encodings.Web;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Linting;
using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.Views.Explaining;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Views.Linting;

/// <summary>SARIF 2.1.0 (OASIS), as code-scanning services read it: one run, one rule for each code that is found.</summary>
public static class Sarif
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(IReadOnlyCollection<LintedFile> files)
    {
        var problems = files.SelectMany(file => file.Problems).ToList();
        var codes = problems.Select(problem => problem.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json"u8);
            json.WriteString("version"u8, "2.1.0"u8);
            json.WriteStartArray("runs"u8);
            json.WriteStartObject();
            Tool(json, codes);
            json.WriteString("columnKind"u8, "utf16CodeUnits"u8);
            json.WriteStartArray("results"u8);
            foreach (var problem in problems)
            {
                Result(json, problem, codes.IndexOf(problem.Code));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Tool(Utf8JsonWriter json, List<string> codes)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "runbook"u8);
        json.WriteString("version"u8, RunOpening.EngineVersion);
        json.WriteStartArray("rules"u8);
        foreach (var code in codes)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, code);
            if (Explanations.Of(code) is { } explanation)
            {
                Text(json, "shortDescription", explanation.Title);
                json.WriteStartObject("help"u8);
                json.WriteString("text"u8, explanation.Mend);
                json.WriteString("markdown"u8, explanation.Markdown);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Diagnostic problem, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, problem.Code);
        json.WriteNumber("ruleIndex"u8, rule);
        json.WriteString("level"u8, problem.Severity == Severity.Error ? "error"u8 : "warning"u8);
        Text(json, "message", problem.Hint is { } hint ? $"{problem.Message}\nhint: {hint}" : problem.Message);
        json.WriteStartArray("locations"u8);
        if (problem.Span is { } span)
        {
            Location(json, span);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, Uri(span.File));
        json.WriteEndObject();
        json.WriteStartObject("region"u8);
        json.WriteNumber("startLine"u8, span.Start.Line);
        json.WriteNumber("startColumn"u8, span.Start.Column);
        json.WriteNumber("endLine"u8, span.End.Line);
        json.WriteNumber("endColumn"u8, span.End.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, DisplayText.Escape(text));
        json.WriteEndObject();
    }

    /// <summary>A relative reference stays one; a path from the root is a `file` URI.</summary>
    private static string Uri(string path)
    {
        var parts = string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));
        return path.StartsWith('/') ? $"file://{parts}" : parts;
    }
}
