using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.State;

/// <summary>What is kept of one run: `journal.jsonl`, `playbooks/` as they were, `outputs/` by their hash.</summary>
/// <param name="state">The state directory.</param>
/// <param name="run">The run's name.</param>
public sealed class RunDirectory(string state, string run) : IOutputStore
{
    private const string TornName = "journal.torn-";

    public string Run { get; } = run;

    public string Path { get; } = System.IO.Path.Combine(state, run);

    public string Journal => System.IO.Path.Combine(Path, "journal.jsonl");

    /// <summary>The journal to append to, for this process alone; null while another one has it.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public JournalFile? OpenJournal() => JournalFile.Open(Journal);

    /// <summary>The journal of a run that is there, for this process alone. Exactly one of the two is not null.</summary>
    public (JournalFile? Log, Diagnostic? Problem) TryOpenJournal()
    {
        try
        {
            return OpenJournal() is { } log ? (log, null) : (null, Problems.RunInUse(Run));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Problems.JournalNotOpened(Path, FileTrouble.Of(e)));
        }
    }

    /// <summary>Removes, as far as it can, what a run left that never began.</summary>
    public void Discard()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It holds nothing; lists of runs pass over it.
        }
    }

    /// <summary>For reading, also while a run writes.</summary>
    public FileStream ReadJournal() => new(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);

    /// <summary>Copies what a crash tore beside the journal, and takes it off.</summary>
    /// <exception cref="IOException">The journal is as it was.</exception>
    public void PutTornAside(JournalFile log, Verdict.Torn torn)
    {
        var bytes = new byte[torn.Bytes];
        long whole;
        using (var journal = ReadJournal())
        {
            whole = journal.Length - torn.Bytes;
            journal.Position = whole;
            journal.ReadExactly(bytes);
        }

        KeptFile.Write(Path, $"{TornName}{torn.Head.Count + 1}-{JournalLine.Hash(bytes)[..12]}", bytes);
        log.Cut(whole);
    }

    /// <summary>What was ever put aside.</summary>
    public IEnumerable<JournalEvent.Recovered> TornAside() =>
        from path in Directory.EnumerateFiles(Path, $"{TornName}*").Order(StringComparer.Ordinal)
        let bytes = File.ReadAllBytes(path)
        let name = System.IO.Path.GetFileName(path)
        where name.EndsWith($"-{JournalLine.Hash(bytes)[..12]}", StringComparison.Ordinal) // else one that was not written to its end
        select new JournalEvent.Recovered(bytes.Length, JournalLine.Hash(bytes), name);

    /// <summary>Whether a process has the journal right now.</summary>
    public bool InUse => File.Exists(Journal) && ExclusiveLock.IsHeld($"{Journal}.lock");

    /// <summary>Keeps a playbook as it was read: `playbooks/HASH.yaml`. When it returns, that the directory holds it and the
    /// journal is on disk too.</summary>
    public PlaybookFile Keep(string path, string title, ReadOnlySpan<byte> content)
    {
        var hash = JournalLine.Hash(content);
        KeptFile.Write(System.IO.Path.Combine(Path, "playbooks"), $"{hash}.yaml", content);
        return new(path, hash, title);
    }

    /// <summary>A playbook that was kept; null when it is not there any more, or not the same.</summary>
    public byte[]? Kept(PlaybookFile file)
    {
        var path = System.IO.Path.Combine(Path, "playbooks", $"{file.Sha256}.yaml");
        return File.Exists(path) && File.ReadAllBytes(path) is var bytes && JournalLine.Hash(bytes) == file.Sha256 ? bytes : null;
    }

    public StoredOutput Put(ReadOnlySpan<byte> content)
    {
        var hash = JournalLine.Hash(content);
        KeptFile.Write(System.IO.Path.Combine(Path, "outputs"), hash, content);
        return new(hash, content.Length, $"outputs/{hash}");
    }

    /// <summary>A result that was kept beside the journal; null when it is not there any more, or not the same.</summary>
    public Value? Result(StoredOutput stored)
    {
        var path = System.IO.Path.Combine(Path, stored.File);
        return File.Exists(path) && File.ReadAllBytes(path) is var bytes && JournalLine.Hash(bytes) == stored.Sha256 && CanonicalJson.Read(bytes) is { } json
            ? ValueJson.Read(json)
            : null;
    }

    /// <summary>A text that was kept beside the journal; null when it is not there any more, or not the same.</summary>
    public string? Text(string file)
    {
        var path = System.IO.Path.Combine(Path, file);
        return File.Exists(path) && File.ReadAllBytes(path) is var bytes && file.EndsWith(JournalLine.Hash(bytes), StringComparison.Ordinal)
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : null;
    }

    public IOutputSpool Spool() => new OutputSpool(System.IO.Path.Combine(Path, "outputs"));

    /// <summary>A later program wrote the last whole line. Lines of an earlier format stand in front of those of a later one.</summary>
    public bool NeedsNewer()
    {
        using var stream = ReadJournal();
        using var last = new MemoryStream(LogTail.Read(stream).Line.ToArray());
        var reader = new JournalReader(last);
        return !reader.Entries().Any() && reader.Newer is not null;
    }

    /// <summary>The first entry, and the last whole one that is of the run itself (an anchor may have taken its end): enough for a list of runs. Null when there is none.</summary>
    public (JournalEntry First, JournalEntry Last)? Ends()
    {
        using var stream = ReadJournal();
        if (!new LineReader(stream).Next(out var line) || JournalLine.Read(line) is not { } first)
        {
            return null;
        }

        var reach = 64 * 1024;
        while (true)
        {
            stream.Position = Math.Max(0, stream.Length - reach);
            if (new JournalReader(stream).Entries().LastOrDefault(entry => entry.Event is not JournalEvent.Checkpoint) is { } last)
            {
                return (first, last);
            }

            reach *= 4;
        }
    }
}
