using System.Buffers;
using System.Globalization;
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

    private Dictionary<string, DrillRecord>? _read;

    /// <summary>What is known, by playbook; empty where there is no file.</summary>
    /// <exception cref="JsonException">It is another file.</exception>
    private Dictionary<string, DrillRecord> Read()
    {
        var records = new Dictionary<string, DrillRecord>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return records;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var playbook in json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject() : throw new JsonException("it holds no object"))
        {
            var (hash, at, version) = (Text(playbook.Value, "sha256"), Text(playbook.Value, "at"), Text(playbook.Value, "version"));
            if (DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var moment))
            {
                records[playbook.Name] = new(playbook.Name, hash, moment, version) { Proven = Proof(playbook.Value) };
            }
        }

        return records;
    }

    /// <summary>Of the file as it was when this was asked first.</summary>
    /// <exception cref="JsonException">It is another file.</exception>
    public DrillRecord? Of(string playbook) => (_read ??= Read()).GetValueOrDefault(Key(playbook));

    /// <summary>Notes playbooks all of whose drills passed, while nobody changed them; of one that failed the last success stays as it is, and so does the last proof.</summary>
    /// <param name="uncovered">Playbooks, by their real path, with steps that none of their drills came to: those are not proven.</param>
    public void Note(IReadOnlyList<DrillResult> results, IReadOnlySet<string> uncovered, DateTimeOffset at)
    {
        var records = Read();
        foreach (var drills in results.GroupBy(result => Drill.PlaybookOf(result.Path), StringComparer.Ordinal))
        {
            if (drills.Select(result => result.Drilled).Distinct().ToList() is [{ } files]
                && drills.All(result => result.Status != DrillStatus.Failed) && drills.FirstOrDefault(result => result.Version is not null) is { Version: { } version })
            {
                var last = records.GetValueOrDefault(Key(drills.Key))?.Proven;
                records[Key(drills.Key)] = new(Key(drills.Key), files.Playbook, at, version) { Proven = uncovered.Contains(RealPath.Of(drills.Key)) ? last : Proof(drills.Key, files, [.. drills], at) ?? last };
            }
        }

        Write(records.Values.OrderBy(record => record.Playbook, StringComparer.Ordinal));
    }

    public static string HashOf(string playbook) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(playbook)));

    /// <summary>Null where not each of its drills was proven.</summary>
    private static ProofRecord? Proof(string playbook, DrilledFiles files, IReadOnlyList<DrillResult> drills, DateTimeOffset at) =>
        drills.Count == DrillFiles.Beside(playbook).Count && drills.All(drill => drill.Status == DrillStatus.Passed && !drill.Proof.IsEmpty) && files.Proof is { } hash
            ? new(at, hash, drills.Sum(drill => drill.Proof.Length))
            : null;

    private static ProofRecord? Proof(JsonElement record) =>
        record.TryGetProperty("proven", out var proven) && DateTimeOffset.TryParse(Text(proven, "at"), CultureInfo.InvariantCulture, out var at)
        && proven.TryGetProperty("steps", out var steps) && steps.TryGetInt32(out var count)
            ? new(at, Text(proven, "sha256"), count)
            : null;

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
                json.WriteString("at", Moment(record.At));
                json.WriteString("version", record.Version);
                if (record.Proven is { } proven)
                {
                    json.WriteStartObject("proven");
                    json.WriteString("sha256", proven.Sha256);
                    json.WriteString("at", Moment(proven.At));
                    json.WriteNumber("steps", proven.Steps);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Renamed into place: who reads sees all of it or the one before.
        File.WriteAllBytes($"{path}.new", [.. buffer.WrittenSpan, (byte)'\n']);
        File.Move($"{path}.new", path, overwrite: true);
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
