using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>A run that came to its end and whose program died before the site log had it: while it told its anchors, for example. There is
/// nothing to go on with; what the crash left is put in order, and on record.</summary>
internal static class ClosedJournal
{
    /// <param name="log">Held by us.</param>
    /// <returns>That the run is over, or what speaks against its journal.</returns>
    /// <exception cref="IOException">What was torn cannot be put aside.</exception>
    public static Diagnostic Finish(StateDirectory state, RunDirectory directory, JournalFile log, IReadOnlyList<JournalEntry> entries, Verdict verdict)
    {
        var head = verdict.Head;
        if (verdict is Verdict.Torn torn)
        {
            if (File.Exists(Seal.FileOf(directory.Journal)))
            {
                return VerifyView.Problem(directory.Run, new Verdict.Tampered(head, head.Count + 1, "not there when the journal was sealed"))!;
            }

            directory.PutTornAside(log, torn);
            var writer = new JournalWriter(log, TimeProvider.System, head);
            foreach (var aside in BrokenJournal.Aside(directory, entries))
            {
                writer.Append(aside);
            }

            head = writer.Head;
        }

        if (verdict is Verdict.Torn or Verdict.Unproven)
        {
            state.SiteLog(TimeProvider.System).CloseIfOpen(directory.Run, head, ((JournalEvent.RunOpened)entries[0].Event).Playbook.Path);
            verdict = BrokenJournal.Verify(state, directory);
        }

        return verdict is Verdict.Ok ? Problems.RunIsClosed(directory.Run) : VerifyView.Problem(directory.Run, verdict)!;
    }
}
