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
        var known = Entries.Where(e => e.Run == run).ToList();
        var verdict = JournalVerifier.Verify(journal, run, [.. known.Select(e => e.Head)]);
        return verdict switch
        {
            Verdict.Tampered or Verdict.NeedsNewer => verdict,
            _ when known.Count == 0 => new Verdict.Unproven(verdict.Head, "the site log does not know the run"),
            Verdict.Ok when known[^1].Kind != SiteKind.Closed => new Verdict.Unproven(verdict.Head, "the site log does not know the run's end"),
            _ => verdict,
        };
    }

    /// <summary>Runs that were opened and whose directory is gone.</summary>
    public IEnumerable<SiteEntry> Missing(IReadOnlyCollection<string> present) =>
        Entries.Where(e => e.Kind == SiteKind.Opened && !present.Contains(e.Run));
}
