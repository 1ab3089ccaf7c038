using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Running.Undoing;

/// <summary>The runs of this machine that undo another one.</summary>
internal static class UndoRuns
{
    /// <summary>Oldest first, each with its whole journal.</summary>
    public static IReadOnlyList<(RunDirectory Run, IReadOnlyList<JournalEvent> Events)> Of(StateDirectory state, string run) =>
    [
        .. from name in state.Runs
           where string.CompareOrdinal(name, run) > 0
           let directory = new RunDirectory(state.Path, name)
           where Opened(directory)?.Undoes?.Run == run
           select (directory, Events(directory)),
    ];

    /// <summary>The first run after this one that undid the same and whose journal is gone: what it did nobody knows.</summary>
    public static string? Gone(StateDirectory state, string undone, string after) =>
        state.SiteLog(TimeProvider.System).Read().Entries
            .FirstOrDefault(entry => entry.Undoes == undone && string.CompareOrdinal(entry.Run, after) > 0 && !File.Exists(new RunDirectory(state.Path, entry.Run).Journal))?.Run;

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
