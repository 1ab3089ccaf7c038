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
        if (verdict is Verdict.Tampered or Verdict.NeedsNewer)
        {
            return (null, VerifyView.Problem(directory.Run, verdict));
        }

        var entries = All(directory);
        if (entries.Exists(entry => entry.Event is JournalEvent.RunClosed))
        {
            return (null, ClosedJournal.Finish(state, directory, log, entries, verdict));
        }

        if (verdict is Verdict.Torn torn)
        {
            directory.PutTornAside(log, torn);
        }

        if (verdict.Head.Count == 0)
        {
            return (null, Problems.RunNeverBegan(directory.Run));
        }

        if (verdict is Verdict.Unproven)
        {
            return (null, VerifyView.Problem(directory.Run, verdict));
        }

        var journal = new BrokenJournal(entries, verdict.Head, Aside(directory, entries));
        return journal.Opened.Targets.Any(target => target.Binding == "scratch") ? (null, Problems.ScratchIsGone(directory.Run)) : (journal, null);
    }

    /// <summary>What was torn off and is not on record yet.</summary>
    internal static List<JournalEvent.Recovered> Aside(RunDirectory directory, IEnumerable<JournalEntry> entries)
    {
        var known = entries.Select(entry => entry.Event).OfType<JournalEvent.Recovered>().Select(recovered => recovered.File).ToHashSet(StringComparer.Ordinal);
        return [.. directory.TornAside().Where(aside => !known.Contains(aside.File))];
    }

    internal static Verdict Verify(StateDirectory state, RunDirectory directory)
    {
        using var journal = directory.ReadJournal();
        return state.SiteLog(TimeProvider.System).Read().Verify(journal, directory.Run);
    }

    private static List<JournalEntry> All(RunDirectory directory)
    {
        using var stream = directory.ReadJournal();
        return [.. new JournalReader(stream).Entries()];
    }
}
