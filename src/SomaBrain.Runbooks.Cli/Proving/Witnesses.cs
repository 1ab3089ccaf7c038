using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>Finds the lines of a journal that were known to nobody when its run was resumed.</summary>
internal sealed class Witnesses
{
    private readonly List<(long Last, string At)> _resumed = [];
    private long? _recovered;

    /// <summary>Is shown what opens, resumes and closes the run, in order.</summary>
    public void On(JournalEntry entry)
    {
        if (entry.Event is JournalEvent.RunResumed)
        {
            _resumed.Add(((_recovered ?? entry.Seq) - 1, AnchorEntry.Stamp(entry.At))); // what was torn is told of first
        }

        _recovered = entry.Event is JournalEvent.Recovered ? _recovered ?? entry.Seq : null;
    }

    /// <param name="known">Numbers of the lines whose heads somebody has: the site log, anchors.</param>
    /// <param name="site">What the site log has of the run.</param>
    public ImmutableArray<Unwitnessed> Missing(IReadOnlyCollection<long> known, IEnumerable<SiteEntry> site) =>
    [
        .. from one in _resumed.Select(one => (one.Last, Before: one.Last, one.At)).Concat(ClosedLate([.. site]))
           let before = known.Where(line => line <= one.Before).Append(0).Max()
           where before < one.Last
           select new Unwitnessed(before + 1, one.Last, one.At),
    ];

    /// <summary>A run that was killed after its last line, before the site log had it: a resume gave it, and no line says so.</summary>
    private static IEnumerable<(long Last, long Before, string At)> ClosedLate(IReadOnlyList<SiteEntry> site) =>
        from pair in site.Zip(site.Skip(1))
        where pair.First.Kind == SiteKind.Resumed && pair.Second.Kind == SiteKind.Closed && pair.First.Head == pair.Second.Head
        select (pair.First.Head.Count, pair.First.Head.Count - 1, pair.First.At);
}
