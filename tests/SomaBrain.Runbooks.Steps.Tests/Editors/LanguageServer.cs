using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SomaBrain.Runbooks.Steps.Tests.Editors;

/// <summary>
/// A session with yaml-language-server, as an editor has it: the Language Server Protocol over its standard streams. It is given
/// nothing but the file; the schema it finds by the file's first line.
/// </summary>
internal sealed class LanguageServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _server = NodeClient.Start("node_modules/yaml-language-server/bin/yaml-language-server", "--stdio");
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, JsonElement> _diagnostics = new(StringComparer.Ordinal);
    private int _requests;

    /// <param name="schema">That of a playbook, if it is not said.</param>
    public LanguageServer(string? schema = null)
    {
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        File.Copy(schema ?? Validation.Schema, _folder["runbook.schema.json"]);
        Request("initialize", new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["rootUri"] = Uri(""),
            ["capabilities"] = new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["hover"] = new JsonObject { ["contentFormat"] = new JsonArray("markdown") },
                    ["completion"] = new JsonObject { ["completionItem"] = new JsonObject { ["documentationFormat"] = new JsonArray("markdown") } },
                    ["publishDiagnostics"] = new JsonObject(),
                },
                ["workspace"] = new JsonObject { ["configuration"] = true },
            },
        });
        Notify("initialized", []);
    }

    /// <summary>A file beside the schema, with the line that names it; the line is the document's line 0.</summary>
    public void Open(string name, string text)
    {
        var whole = $"# yaml-language-server: $schema=runbook.schema.json\n{text}";
        _folder.Write(name, whole);
        Notify("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri(name), ["languageId"] = "yaml", ["version"] = 1, ["text"] = whole },
        });
    }

    /// <summary>What it complains of: `line:column message`, counted from 0 as the protocol does.</summary>
    public IReadOnlyList<string> Diagnostics(string name)
    {
        JsonElement found;
        while (!_diagnostics.TryGetValue(Uri(name), out found))
        {
            Receive();
        }

        return
        [
            .. found.EnumerateArray().OrderBy(one => one.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32()).Select(one =>
            {
                var start = one.GetProperty("range").GetProperty("start");
                return string.Create(CultureInfo.InvariantCulture, $"{start.GetProperty("line").GetInt32()}:{start.GetProperty("character").GetInt32()} {one.GetProperty("message").GetString()}");
            }),
        ];
    }

    /// <summary>The Markdown that is shown over a place.</summary>
    public string Hover(string name, int line, int column)
    {
        var hover = Request("textDocument/hover", At(name, line, column));
        return hover.ValueKind == JsonValueKind.Null ? "" : hover.GetProperty("contents") is { ValueKind: JsonValueKind.Object } contents ? contents.GetProperty("value").GetString()! : hover.ToString();
    }

    /// <summary>The words that are offered at a place.</summary>
    public IReadOnlyList<string> Complete(string name, int line, int column) =>
        [.. Offers(name, line, column).Select(item => item.GetProperty("label").GetString()!)];

    /// <summary>All that is offered at a place, as the protocol says it.</summary>
    public IReadOnlyList<JsonElement> Offers(string name, int line, int column) =>
        [.. Request("textDocument/completion", At(name, line, column)).GetProperty("items").EnumerateArray()];

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.Dispose();
        _folder.Dispose();
    }

    private string Uri(string name) => new Uri(_folder[name]).AbsoluteUri;

    private JsonObject At(string name, int line, int column) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri(name) },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = column },
    };

    private JsonElement Request(string method, JsonObject parameters)
    {
        var id = ++_requests;
        Send(new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (true)
        {
            var message = Receive();
            if (!message.TryGetProperty("method", out _) && message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(message.ToString());
            }
        }
    }

    private void Notify(string method, JsonObject parameters) => Send(new() { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    private void Send(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = _server.StandardInput.BaseStream;
        stream.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        stream.Write(body);
        stream.Flush();
    }

    /// <summary>The next message; what the server asks of an editor is answered, what it publishes is kept.</summary>
    private JsonElement Receive()
    {
        var reading = Task.Run(Read);
        Assert.True(reading.Wait(Patience), "the language server says nothing");
        var message = reading.Result;
        switch (message.TryGetProperty("method", out var method) ? method.GetString() : null)
        {
            case "textDocument/publishDiagnostics":
                var published = message.GetProperty("params");
                _diagnostics[published.GetProperty("uri").GetString()!] = published.GetProperty("diagnostics");
                break;
            case "workspace/configuration":
                var asked = message.GetProperty("params").GetProperty("items").EnumerateArray().Select(item => Setting(item.GetProperty("section").GetString()!));
                Send(new() { ["jsonrpc"] = "2.0", ["id"] = message.GetProperty("id").GetInt32(), ["result"] = new JsonArray([.. asked]) });
                break;
            case not null when message.TryGetProperty("id", out var id):
                Send(new() { ["jsonrpc"] = "2.0", ["id"] = id.GetInt32(), ["result"] = null });
                break;
            default:
                break;
        }

        return message;
    }

    /// <summary>Nothing is fetched from anywhere.</summary>
    private static JsonObject? Setting(string section) => section == "yaml"
        ? new JsonObject { ["schemaStore"] = new JsonObject { ["enable"] = false }, ["validate"] = true, ["hover"] = true, ["completion"] = true }
        : null;

    private JsonElement Read()
    {
        var stream = _server.StandardOutput.BaseStream;
        var length = 0;
        while (Line(stream) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(header.AsSpan(16), CultureInfo.InvariantCulture);
            }
        }

        var body = new byte[length];
        stream.ReadExactly(body);
        using var message = JsonDocument.Parse(body);
        return message.RootElement.Clone();
    }

    private static string Line(Stream stream)
    {
        var line = new StringBuilder();
        while (stream.ReadByte() is var c && c != '\n')
        {
            Assert.True(c >= 0, "the language server ended");
            line.Append((char)c);
        }

        return line.ToString().TrimEnd('\r');
    }
}
