using SomaBrain.Runbooks.Cli.Running;
using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Replaying;

namespace SomaBrain.Runbooks.Cli.Replaying;

/// <summary>A run of the state directory, to be replayed.</summary>
internal sealed record RecordedSession(RunDirectory Directory, IReadOnlyList<JournalEntry> Entries, RecordedRun Run)
{
    /// <summary>The playbooks as they were.</summary>
    public KeptPlaybooks Kept { get; } = new(Directory, Run.Opened);

    /// <summary>Null when a diagnostic was left: a journal that was changed is not replayed.</summary>
    public static RecordedSession? Open(StateDirectory state, string name, DiagnosticBag problems)
    {
        var (directory, problem) = state.Find(name);
        if (directory is null)
        {
            problems.Add(problem!);
            return null;
        }

        Verdict verdict;
        using (var journal = directory.ReadJournal())
        {
            verdict = JournalVerifier.Verify(journal, directory.Run);
        }

        if (verdict is not (Verdict.Ok or Verdict.Incomplete or Verdict.Torn))
        {
            problems.Add(VerifyView.Problem(directory.Run, verdict)!);
            return null;
        }

        using var stream = directory.ReadJournal();
        var entries = new JournalReader(stream).Entries().ToList();
        if (entries is not [{ Event: JournalEvent.RunOpened }, ..])
        {
            problems.Add(Problems.NothingToReplay(directory.Run, "its journal does not begin with an opened run"));
            return null;
        }

        return new(directory, entries, new(entries, directory.Result, directory.Text));
    }
}
