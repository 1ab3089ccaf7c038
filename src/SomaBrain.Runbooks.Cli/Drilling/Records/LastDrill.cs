using System.Text.Json;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>
/// When playbooks were drilled last, as far as this machine or a file beside the playbooks knows. Each file is read once, when it is
/// asked for. For one thread.
/// </summary>
internal sealed class LastDrill
{
    private readonly Dictionary<string, DrillRecords> _files = new(StringComparer.Ordinal);

    /// <summary>The newest success that is known; null where nobody keeps such records, or they do not know the playbook.</summary>
    public DrillRecord? Of(string playbook, out bool isKept)
    {
        isKept = false;
        DrillRecord? newest = null;
        foreach (var (path, isShared) in Files(playbook))
        {
            var record = Read(path, isShared, playbook, ref isKept);
            newest = record is null || (newest is not null && newest.At >= record.At) ? newest : record;
        }

        return newest;
    }

    /// <summary>The newest proof of the playbook and its drills as they are now; null where nobody knows of one.</summary>
    public ProofRecord? Proof(string playbook)
    {
        var isKept = false;
        var known = Files(playbook).Select(file => Read(file.Path, file.IsShared, playbook, ref isKept)?.Proven).OfType<ProofRecord>().ToList();
        return known.Count > 0 && ProofHash.Of(playbook) is { } hash ? known.Where(proof => proof.Sha256 == hash).MaxBy(proof => proof.At) : null;
    }

    /// <summary>What a reviewer of an emergency playbook wants to be told; null where nobody keeps records of drills.</summary>
    public Diagnostic? Finding(Playbook playbook, string path)
    {
        if (!IsForEmergency(playbook, path))
        {
            return null;
        }

        var last = Of(path, out var isKept);
        var place = playbook.Source.Span(0, 0);
        return !isKept ? null
            : last is null ? Problems.NeverDrilled(place)
            : last.Sha256 != DrillRecords.HashOf(path) ? Problems.ChangedSinceDrill(place, Day(last))
            : null;
    }

    public static string Day(DrillRecord record) => Day(record.At);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsForEmergency(Playbook playbook, string path) =>
        playbook.Tags.Contains("emergency", StringComparer.Ordinal) || Path.GetDirectoryName(Path.GetFullPath(path))!.Split('/').Contains("emergency", StringComparer.Ordinal);

    private static IEnumerable<(string Path, bool IsShared)> Files(string playbook)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(playbook)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, DrillRecords.Name)))
            {
                yield return (Path.Combine(folder, DrillRecords.Name), true);
                break;
            }
        }

        if (StateDirectory.Locate(Environment.GetEnvironmentVariable) is { } state && File.Exists(Path.Combine(state, ".runbook", DrillRecords.Name)))
        {
            yield return (Path.Combine(state, ".runbook", DrillRecords.Name), false);
        }
    }

    private DrillRecord? Read(string path, bool isShared, string playbook, ref bool isKept)
    {
        try
        {
            if (!_files.TryGetValue(path, out var records))
            {
                _files[path] = records = new(path, isShared);
            }

            var record = records.Of(playbook);
            isKept |= isShared || record is not null; // of this machine alone it says nothing that somebody else drilled it
            return record;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // no record is no evidence
        }
    }
}
