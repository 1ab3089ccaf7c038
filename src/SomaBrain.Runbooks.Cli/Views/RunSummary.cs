using System.Collections.Immutable;
using SomaBrain.Runbooks.Cli.State;
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
    /// <summary>The run that it undoes; null for any other.</summary>
    public string? Undoes { get; init; }

    /// <summary>The runs that undo it, oldest first, and whether each came to its end.</summary>
    public ImmutableArray<(string Run, bool IsDone)> UndoneBy { get; init; } = [];

    /// <summary>Whether all that can be undone is.</summary>
    public bool IsUndone => Changed == Journaling.Events.Changed.Undone || UndoneBy is [.., (_, true)];

    /// <summary>By their names in the playbook.</summary>
    public ImmutableArray<RunTarget> Targets { get; init; } = [];

    /// <summary>How a run is whose journal a later program wrote.</summary>
    public const string NeedsNewer = "needs-newer";

    /// <summary>Of a run whose journal a later program wrote: its name tells when it began, and nothing else is known.</summary>
    public static RunSummary OfNewer(string run) => new(run, RunId.Began(run), "", "", "", "", NeedsNewer, null, null, TimeSpan.Zero);

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
            closed is not null ? Words.RunStatuses.Word(closed.Status) : inUse ? "running" : last.Event switch
            {
                JournalEvent.RunPaused { Reason: JournalEvent.RunPaused.ForDoubt } => Words.RunStatuses.Word(RunStatus.InDoubt),
                JournalEvent.RunPaused => "paused",
                _ => "unfinished",
            },
            closed?.ExitCode, closed?.Changed, last.At - first.At)
        {
            Undoes = opened.Undoes?.Run,
            Targets = opened.Targets,
        };
    }
}
