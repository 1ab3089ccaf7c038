using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>The runs of this machine that undo another one.</summary>
internal static class UndoRuns
{
    /// <summary>In the order in which they were begun, each with its whole journal. The site log tells which they are: their names are of
    /// a clock, which may have been set back.</summary>
    public static IReadOnlyList<(RunDirectory Run, IReadOnlyList<JournalEvent> Events)> Of(StateDirectory state, string run) =>
    [
        .. from name in Names(state, run)
           let directory = new RunDirectory(state.Path, name)
           where Opened(directory)?.Undoes?.Run == run
           select (directory, Events(directory)),
    ];

    /// <summary>The run that undid the same after this one, or is about to; null when none does.</summary>
    public static string? Later(StateDirectory state, string undone, string after)
    {
        var isLater = false;
        foreach (var (run, _) in Of(state, undone))
        {
            if (isLater)
            {
                return run.Run;
            }

            isLater = run.Run == after;
        }

        return null;
    }

    /// <summary>The first run after this one that undid the same and whose journal is gone: what it did nobody knows.</summary>
    public static string? Gone(StateDirectory state, string undone, string after)
    {
        var isLater = false;
        foreach (var entry in state.SiteLog(TimeProvider.System).Read().Entries)
        {
            if (isLater && entry.Undoes == undone && entry.Run != after && !File.Exists(new RunDirectory(state.Path, entry.Run).Journal))
            {
                return entry.Run;
            }

            isLater |= entry.Run == after;
        }

        return null;
    }

    /// <summary>Runs that may undo it. Earlier programs did not say so in the site log, only of which playbook they are.</summary>
    private static IEnumerable<string> Names(StateDirectory state, string run)
    {
        var opened = state.SiteLog(TimeProvider.System).Read().Entries.Where(entry => entry.Kind == SiteKind.Opened).ToList();
        return opened.Find(entry => entry.Run == run) is { } own
            ? opened.Where(entry => entry.Undoes == run || (entry.Undoes is null && entry.Playbook == own.Playbook)).Select(entry => entry.Run)
            : state.Runs;
    }

    public static IReadOnlyList<JournalEvent> Events(RunDirectory directory)
    {
        using var journal = directory.ReadJournal();
        return [.. new JournalReader(journal).Entries().Select(entry => entry.Event)];
    }

    public static JournalEvent.RunOpened? Opened(RunDirectory directory)
    {
        if (!File.Exists(directory.Journal))
        {
            return null;
        }

        using var journal = directory.ReadJournal();
        return new JournalReader(journal).Entries().FirstOrDefault()?.Event as JournalEvent.RunOpened;
    }
}
