using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using SomaBrain.Runbooks.Cli.Drilling.Reading;
using SomaBrain.Runbooks.Cli.Drilling.Reports;
using SomaBrain.Runbooks.Cli.Running;

namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>A file that tells when playbooks were drilled last: `drills.json` beside them, and one in the state directory.</summary>
/// <param name="path">The file.</param>
/// <param name="isShared">It goes with the playbooks from machine to machine, so their paths are relative to it.</param>
internal sealed class DrillRecords(string path, bool isShared)
{
    public const string Name = "drills.json";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>What is known; empty where there is no file.</summary>
    /// <exception cref="JsonException">It is another file.</exception>
    public ImmutableArray<DrillRecord> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var records = ImmutableArray.CreateBuilder<DrillRecord>();
        foreach (var playbook in json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject() : throw new JsonException("it holds no object"))
        {
            var (hash, at, version) = (Text(playbook.Value, "sha256"), Text(playbook.Value, "at"), Text(playbook.Value, "version"));
            if (DateTimeOffset.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var moment))
            {
                records.Add(new(playbook.Name, hash, moment, version));
            }
        }

        return records.ToImmutable();
    }

    public DrillRecord? Of(string playbook) => Read().FirstOrDefault(record => record.Playbook == Key(playbook));

    /// <summary>Notes playbooks all of whose drills passed; of one that failed the last success stays as it is.</summary>
    public void Note(IEnumerable<DrillResult> results, DateTimeOffset at)
    {
        var records = Read().ToDictionary(record => record.Playbook, StringComparer.Ordinal);
        foreach (var drills in results.GroupBy(result => Drill.PlaybookOf(result.Path), StringComparer.Ordinal))
        {
            if (File.Exists(drills.Key) && drills.All(result => result.Status != DrillStatus.Failed) && drills.FirstOrDefault(result => result.Version is not null) is { Version: { } version })
            {
                records[Key(drills.Key)] = new(Key(drills.Key), HashOf(drills.Key), at, version);
            }
        }

        Write(records.Values.OrderBy(record => record.Playbook, StringComparer.Ordinal));
    }

    public static string HashOf(string playbook) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(playbook)));

    private string Key(string playbook)
    {
        var full = RealPath.Of(Path.GetFullPath(playbook));
        return isShared ? Path.GetRelativePath(RealPath.Of(Path.GetDirectoryName(Path.GetFullPath(path))!), full) : full;
    }

    private void Write(IEnumerable<DrillRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var record in records)
            {
                json.WriteStartObject(record.Playbook);
                json.WriteString("sha256", record.Sha256);
                json.WriteString("at", record.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("version", record.Version);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Renamed into place: who reads sees all of it or the one before.
        File.WriteAllBytes($"{path}.new", [.. buffer.WrittenSpan, (byte)'\n']);
        File.Move($"{path}.new", path, overwrite: true);
    }

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
