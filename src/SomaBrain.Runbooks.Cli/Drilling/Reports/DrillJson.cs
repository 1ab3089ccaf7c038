using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Drilling.Proving;
using SomaBrain.Runbooks.Diagnostics;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>The report for programs.</summary>
internal static class DrillJson
{
    public static string Render(IReadOnlyList<DrillResult> results)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("drills");
            foreach (var result in results)
            {
                Write(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return $"{Encoding.UTF8.GetString(buffer.WrittenSpan)}\n";
    }

    private static void Write(Utf8JsonWriter json, DrillResult result)
    {
        json.WriteStartObject();
        json.WriteString("drill", result.Path);
        json.WriteString("title", result.Title);
        json.WriteString("result", DrillReport.Word(result.Status));
        json.WriteString("reason", result.Reason);
        json.WriteString("version", result.Version);
        json.WriteString("rows_lost", result.Lost);
        if (result.Recovery is { } recovery)
        {
            json.WriteNumber("recovery_seconds", Math.Round(recovery.TotalSeconds, 3));
        }
        else
        {
            json.WriteNull("recovery_seconds");
        }

        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
        json.WriteStartArray("changed");
        foreach (var step in result.Changed)
        {
            json.WriteStringValue(step);
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in result.Runs)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Run);
            json.WriteString("journal", run.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("calls");
        foreach (var call in result.Calls)
        {
            Write(json, call);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in result.Problems)
        {
            DiagnosticJson.Write(json, problem);
        }

        json.WriteEndArray();
        if (result.Overhead is { } overhead)
        {
            json.WriteNumber("overhead", overhead);
        }

        json.WriteString("proven", result.Proven);
        if (!result.Proof.IsEmpty)
        {
            Write(json, result.Proof);
        }

        json.WriteString("kept", result.Kept);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DrillCall call)
    {
        json.WriteStartObject();
        json.WriteString("step", call.Step);
        json.WriteStartArray("command");
        foreach (var word in call.Words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteNumber("exit", call.Exit);
        json.WriteString("printed", call.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<Tried> proof)
    {
        json.WriteStartArray("proof");
        foreach (var tried in proof)
        {
            json.WriteStartObject();
            json.WriteString("playbook", tried.Playbook);
            json.WriteString("without", tried.Without);
            json.WriteString("noticed", tried.Noticed is { } noticed ? $"{noticed.Code} {noticed.Message}" : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
