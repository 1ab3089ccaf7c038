using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>Finds out what a run's journal has to be compared with, and compares.</summary>
public static class ProofRun
{
    private static readonly MachineEnvironment Host = new();

    /// <summary>Null after an error: a targets file that cannot be read says nothing of what to expect.</summary>
    public static Proof? Of(string directory, SiteReading? site, ProofRequest request, DiagnosticBag problems) =>
        Journal(directory) is not { } journal ? Gone(directory)
        : Expected(journal, request, problems) is not { } anchoring ? null
        : new RunProof(directory, site, anchoring) { Head = request.Head, Signers = request.Signers }.Verify();

    /// <summary>Runs of this machine that an anchor knows and nobody here.</summary>
    public static IEnumerable<Diagnostic> Missing(IReadOnlyCollection<string> present, ProofRequest request, DiagnosticBag problems) =>
        from anchor in Expected(null, request, problems)?.Anchors ?? []
        from run in (anchor.Known(null).Entries ?? []).Select(entry => entry.Run).Distinct()
        where !present.Contains(run)
        select Problems.AnchoredRunMissing(run, anchor.Name);

    /// <summary>A run's directory without its journal.</summary>
    private static Proof Gone(string directory) =>
        new(Path.GetFileName(directory), new Verdict.Tampered(new(0, ""), 1, Directory.Exists(directory) ? "journal.jsonl is gone" : "the run's directory is gone"), []);

    private static string? Journal(string directory) => Path.Combine(directory, "journal.jsonl") is var path && File.Exists(path) ? path : null;

    /// <summary>By the file that was given, else the one that the playbook belongs to, else that of the working directory.</summary>
    internal static Anchoring? Expected(string? journal, ProofRequest request, DiagnosticBag problems)
    {
        if (request.Targets is { } path)
        {
            return Host.ReadText(path) is { } text ? Read(new(Path.GetFullPath(path), text)) : Unreadable(path);
        }

        var own = new DiagnosticBag();
        var playbook = journal is null ? null : Playbook(journal);
        var file = (playbook is not null && File.Exists(playbook) ? TargetsFileReader.Find(Path.GetFullPath(playbook), Host, own) : null)
            ?? TargetsFileReader.Find(Path.GetFullPath("playbook"), Host, own);
        problems.AddRange(own);
        return own.HasErrors ? null : Anchoring.Of(file, Host, problems);

        Anchoring? Read(Source source) => TargetsFileReader.Read(source, problems) is { } read ? Anchoring.Of(read, Host, problems) : null;

        Anchoring? Unreadable(string file)
        {
            problems.Add(Problems.TargetsFileUnreadable(file, isThere: Path.Exists(file)));
            return null;
        }
    }

    private static string? Playbook(string journal)
    {
        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        return new LineReader(stream).Next(out var line) ? (JournalLine.Read(line)?.Event as JournalEvent.RunOpened)?.Playbook.Path : null;
    }
}
