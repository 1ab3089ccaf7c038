using SomaBrain.Runbooks.Cli.Proving;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Running.Resuming;

/// <summary>
/// A run that is to go on, beside what others know of it: the files next to its journal, its anchors, a seal. An anchor that cannot be
/// asked, as where this machine may only add to it, keeps nobody from going on.
/// </summary>
internal static class KnownElsewhere
{
    /// <returns>What speaks against the journal; null when nothing does. An anchor that forgot the run is a warning.</returns>
    public static Diagnostic? Ask(StateDirectory state, RunDirectory directory, BrokenJournal journal, DiagnosticBag problems)
    {
        if (ProofRun.Of(directory.Path, state.SiteLog(TimeProvider.System).Read(), new(null, null, null), problems) is not { } proof)
        {
            return problems.First(problem => problem.Severity == Severity.Error);
        }

        if (proof.Verdict is Verdict.Tampered)
        {
            return VerifyView.Problem(directory.Run, proof.Verdict);
        }

        var took = journal.Entries.Select(entry => entry.Event).OfType<JournalEvent.Checkpoint>().Where(checkpoint => checkpoint.Failure is null).Select(checkpoint => checkpoint.Where).ToHashSet(StringComparer.Ordinal);
        foreach (var note in proof.Notes.Where(note => note.Answered && !note.Proves && took.Contains(note.Name)))
        {
            problems.Add(Problems.AnchorForgot(directory.Run, note.Name));
        }

        return null;
    }
}
