using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.History;

/// <summary>The runs of a state directory, newest first, each read from both ends of its journal only.</summary>
/// <param name="path">The state directory.</param>
/// <param name="names">Names of runs, in any order.</param>
internal sealed class RunHistory(string path, IEnumerable<string> names)
{
    /// <summary>Names begin with the second in which a run began, so that older ones are not even opened.</summary>
    public IEnumerable<RunSummary> Find(RunFilter filter)
    {
        var oldest = filter.Since is { } since ? Values.Timestamps.Stamp(since) : "";
        var undoneBy = new Dictionary<string, ImmutableArray<(string Run, bool IsDone)>>(StringComparer.Ordinal); // what undoes a run is newer than the run
        foreach (var name in names.Where(name => string.CompareOrdinal(name, oldest) >= 0).OrderDescending(StringComparer.Ordinal))
        {
            var run = new RunDirectory(path, name);
            if (File.Exists(run.Journal) && Summary(run) is { } summary)
            {
                summary = summary with { UndoneBy = undoneBy.GetValueOrDefault(name, []) };
                if (summary.Undoes is { } undone)
                {
                    undoneBy[undone] = [(name, summary.Status == Words.RunStatuses.Word(RunStatus.Done)), .. undoneBy.GetValueOrDefault(undone, [])];
                }

                if (filter.Lets(summary))
                {
                    yield return summary;
                }
            }
        }
    }

    private static RunSummary? Summary(RunDirectory run) =>
        run.NeedsNewer() ? RunSummary.OfNewer(run.Run) : run.Ends() is { } ends ? RunSummary.Of(ends.First, ends.Last, run.InUse) : null;
}
