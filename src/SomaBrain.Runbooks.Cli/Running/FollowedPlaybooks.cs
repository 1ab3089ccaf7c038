using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The playbooks that a run followed, one after the other: the one it began with, and each changed one that was accepted.</summary>
/// <param name="last">The copies that the last of them was read from.</param>
/// <param name="file">Its own.</param>
/// <param name="playbooks">Oldest first.</param>
internal sealed class FollowedPlaybooks(KeptPlaybooks last, LoadedPlaybook file, IReadOnlyList<Playbook> playbooks)
{
    public KeptPlaybooks Last => last;

    public LoadedPlaybook File => file;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Playbook> Playbooks => playbooks;

    /// <summary>Reads the run's copies; null when a diagnostic was left.</summary>
    public static FollowedPlaybooks? Read(RunDirectory directory, IEnumerable<JournalEvent> events, DiagnosticBag problems)
    {
        List<Playbook> playbooks = [];
        JournalEvent.RunOpened? opened = null;
        FollowedPlaybooks? followed = null;
        foreach (var one in events)
        {
            var next = one as JournalEvent.RunOpened
                ?? (one is JournalEvent.PlaybookAccepted accepted ? opened! with { Playbook = accepted.Playbook, Callees = accepted.Callees } : null);
            if (next is null)
            {
                continue;
            }

            opened = next;
            var kept = new KeptPlaybooks(directory, opened);
            if (kept.First(problems) is not { } file || new PlaybookReader(BuiltInSteps.ForReading(), kept).Read(file.Source, problems) is not { } playbook)
            {
                return null;
            }

            playbooks.Add(playbook);
            followed = new(kept, file, playbooks);
        }

        return followed;
    }
}
