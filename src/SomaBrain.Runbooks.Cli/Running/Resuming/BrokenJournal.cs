using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>The journal of a run that is to go on: verified, and rid of a line that a crash tore.</summary>
/// <param name="Entries">All of them.</param>
/// <param name="Head">What the next line is chained to.</param>
/// <param name="PutAside">What was torn off now or at an earlier try, and is not on record yet.</param>
internal sealed record BrokenJournal(IReadOnlyList<JournalEntry> Entries, JournalHead Head, IReadOnlyList<JournalEvent.Recovered> PutAside)
{
    public JournalEvent.RunOpened Opened => (JournalEvent.RunOpened)Entries[0].Event;

    /// <summary>With the playbook that the run follows now.</summary>
    public JournalEvent.RunOpened Current => Entries.Select(entry => entry.Event).OfType<JournalEvent.PlaybookAccepted>().LastOrDefault() is { } accepted
        ? Opened with { Playbook = accepted.Playbook, Callees = accepted.Callees }
        : Opened;

    /// <summary>Who had the run last.</summary>
    public string Operator => Entries.Select(entry => entry.Event).OfType<JournalEvent.RunResumed>().LastOrDefault()?.By ?? Opened.Operator;

    /// <summary>When the step was begun last; null when it was not.</summary>
    public DateTimeOffset? BegunAt(string step) => Entries.LastOrDefault(entry => entry.Event is JournalEvent.StepIntent intent && intent.Step == step)?.At;

    /// <param name="log">Held by us.</param>
    /// <returns>The journal, or why the run cannot go on.</returns>
    /// <exception cref="IOException">What was torn cannot be put aside.</exception>
    public static (BrokenJournal? Journal, Diagnostic? Refusal) Read(StateDirectory state, RunDirectory directory, JournalFile log)
    {
        var verdict = Verify(state, directory);
        if (verdict is Verdict.Torn torn)
        {
            directory.PutTornAside(log, torn);
        }

        if (verdict.Head.Count == 0)
        {
            return (null, Problems.RunNeverBegan(directory.Run));
        }

        using var stream = directory.ReadJournal();
        var entries = new JournalReader(stream).Entries().ToList();
        var isOver = entries.Exists(entry => entry.Event is JournalEvent.RunClosed);
        if (isOver && verdict is Verdict.Unproven)
        {
            // It died after its last line, before the site log had it.
            state.SiteLog(TimeProvider.System).CloseIfOpen(directory.Run, verdict.Head, ((JournalEvent.RunOpened)entries[0].Event).Playbook.Path);
            verdict = Verify(state, directory);
        }

        if (verdict is not (Verdict.Ok or Verdict.Incomplete or Verdict.Torn))
        {
            return (null, VerifyView.Problem(directory.Run, verdict));
        }

        if (isOver)
        {
            return (null, Problems.RunIsClosed(directory.Run));
        }

        var known = entries.Select(entry => entry.Event).OfType<JournalEvent.Recovered>().Select(recovered => recovered.File).ToHashSet(StringComparer.Ordinal);
        var journal = new BrokenJournal(entries, verdict.Head, [.. directory.TornAside().Where(aside => !known.Contains(aside.File))]);
        return journal.Opened.Targets.Any(target => target.Binding == "scratch") ? (null, Problems.ScratchIsGone(directory.Run)) : (journal, null);
    }

    private static Verdict Verify(StateDirectory state, RunDirectory directory)
    {
        using var journal = directory.ReadJournal();
        return state.SiteLog(TimeProvider.System).Read().Verify(journal, directory.Run);
    }
}
