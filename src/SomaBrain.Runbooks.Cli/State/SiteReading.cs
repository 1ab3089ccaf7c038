using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.State;

/// <param name="Entries">Up to the first bad line.</param>
/// <param name="Fault">The bad line, from 1, and what is wrong with it.</param>
public sealed record SiteReading(ImmutableArray<SiteEntry> Entries, (long Line, string Why)? Fault)
{
    /// <summary>Verifies a journal by itself and against what the site log knows of the run.</summary>
    public Verdict Verify(Stream journal, string run)
    {
        var verdict = JournalVerifier.Verify(journal, new JournalKnowledge(run, Heads(run)));
        return Against(verdict, run) ?? verdict;
    }

    /// <summary>The heads that the journal must have had; after that of its end nothing may follow.</summary>
    public ImmutableArray<AnchoredHead> Heads(string run)
    {
        var known = Known(run);
        return [.. known.Select((entry, i) => new AnchoredHead(entry.Head, "the site log", i == known.Count - 1 && entry.Kind == SiteKind.Closed))];
    }

    /// <summary>What keeps a journal that is good by itself from being proven; null when nothing does.</summary>
    public Verdict.Unproven? Against(Verdict verdict, string run) => verdict switch
    {
        Verdict.Tampered or Verdict.NeedsNewer => null,
        _ when Fault is { } fault => new(verdict.Head, $"the site log is not as it was written: line {fault.Line}"),
        _ when Known(run).Count == 0 => new(verdict.Head, "the site log does not know the run"),
        Verdict.Ok when Known(run)[^1].Kind != SiteKind.Closed => new(verdict.Head, "the site log does not know the run's end"),
        _ => null,
    };

    /// <summary>Runs that were opened and whose directory is gone.</summary>
    public IEnumerable<SiteEntry> Missing(IReadOnlyCollection<string> present) =>
        Entries.Where(e => e.Kind == SiteKind.Opened && !present.Contains(e.Run));

    private List<SiteEntry> Known(string run) => [.. Entries.Where(e => e.Run == run)];
}
