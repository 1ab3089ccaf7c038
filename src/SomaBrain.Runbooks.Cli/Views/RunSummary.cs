using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>A run on one line.</summary>
/// <param name="Status">`done`, `failed`, …; `paused`, `running`, or `unfinished`.</param>
/// <param name="ExitCode">Null while it is not closed.</param>
/// <param name="Duration">From the first entry to the last.</param>
public sealed record RunSummary(
    string Run, DateTimeOffset Started, string Playbook, string Title, string Operator, string Target, string Status, int? ExitCode, Changed? Changed, TimeSpan Duration)
{
    /// <summary>By their names in the playbook.</summary>
    public ImmutableArray<RunTarget> Targets { get; init; } = [];

    /// <summary>Null when the first entry opens no run.</summary>
    /// <param name="inUse">Whether a process has the journal right now.</param>
    public static RunSummary? Of(JournalEntry first, JournalEntry last, bool inUse = false)
    {
        if (first.Event is not JournalEvent.RunOpened opened)
        {
            return null;
        }

        var closed = last.Event as JournalEvent.RunClosed;
        return new(
            opened.Run, first.At, opened.Playbook.Path, opened.Playbook.Title, opened.Operator,
            string.Join(", ", opened.Targets.Select(t => t.Binding)),
            closed is not null ? Words.RunStatuses.Word(closed.Status) : inUse ? "running" : last.Event is JournalEvent.RunPaused ? "paused" : "unfinished",
            closed?.ExitCode, closed?.Changed, last.At - first.At)
        {
            Targets = opened.Targets,
        };
    }
}
