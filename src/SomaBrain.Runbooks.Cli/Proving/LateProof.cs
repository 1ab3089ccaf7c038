using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>
/// Gives the end of a closed run to the anchors that missed it, and makes a seal that is missing. The journal stays as it is, so that
/// heads which people noted hold; the anchor's own entry says when it came, and from whom.
/// </summary>
/// <param name="by">Who gives it.</param>
internal sealed class LateProof(StateDirectory state, RunDirectory directory, string by)
{
    /// <summary>A line for each who is expected to know the run.</summary>
    /// <returns>Null when the journal is not fit to be proven, or nobody knows what is expected; `problems` say why.</returns>
    public IReadOnlyList<string>? Give(ProofRequest request, DiagnosticBag problems)
    {
        var site = state.SiteLog(TimeProvider.System).Read();
        var known = Local(site);
        if (known is not Verdict.Ok)
        {
            problems.Add(VerifyView.Problem(directory.Run, known)!);
            return null;
        }

        if (ProofRun.Expected(directory.Journal, request, problems) is not { } anchoring)
        {
            return null;
        }

        var proof = new RunProof(directory.Path, site, anchoring).Verify();
        if (proof.Verdict is Verdict.Tampered)
        {
            problems.Add(VerifyView.Problem(directory.Run, proof.Verdict)!);
            return null;
        }

        List<string> said = [.. anchoring.With(Opened()).Select(anchor => Give(anchor, proof.Notes.First(note => note.Name == anchor.Name), known.Head, problems)).OfType<string>()];
        if (anchoring.Settings.Seal is { } key)
        {
            said.AddRange(Seal(key, problems));
        }

        return said is [] && !problems.HasErrors ? ["nobody else is expected to know it: no anchor, no seal"] : said;
    }

    private Verdict Local(SiteReading site)
    {
        using var journal = directory.ReadJournal();
        return site.Verify(journal, directory.Run);
    }

    private JournalEvent.RunOpened? Opened()
    {
        using var stream = directory.ReadJournal();
        return new LineReader(stream).Next(out var line) ? JournalLine.Read(line)?.Event as JournalEvent.RunOpened : null;
    }

    /// <summary>Not twice to one that has it, or that took it and only others may ask.</summary>
    private string? Give(IAnchor anchor, ProofNote note, JournalHead head, DiagnosticBag problems)
    {
        if (note.Proves || (note.Took && anchor.Known(directory.Run).Entries is null))
        {
            return $"{anchor.Name} has its end already";
        }

        var why = anchor.Give(new(directory.Run, AnchorEntry.Stamp(TimeProvider.System.GetUtcNow()), head, AnchorEntry.Closed, Environment.MachineName, by));
        if (why is not null)
        {
            problems.Add(Problems.AnchorMissed(directory.Run, anchor.Name, why));
            return null;
        }

        return $"{anchor.Name} has its end now: line {head.Count}, {head.Sha256}";
    }

    private IEnumerable<string> Seal(string key, DiagnosticBag problems)
    {
        if (File.Exists(Proving.Seal.FileOf(directory.Journal)))
        {
            yield return "it is sealed already";
        }
        else if (Proving.Seal.Sign(directory.Journal, key) is { } why)
        {
            problems.Add(Problems.JournalNotSealed(directory.Run, why));
        }
        else
        {
            yield return "it is sealed now";
        }
    }
}
