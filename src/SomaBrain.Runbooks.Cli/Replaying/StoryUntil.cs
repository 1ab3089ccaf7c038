using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Replaying;

namespace SomaBrain.Runbooks.Cli.Replaying;

/// <summary>The beginning of a journal, up to the last line of a step, its turns and what is inside it.</summary>
internal static class StoryUntil
{
    /// <param name="step">An id, a path, or a path with turns.</param>
    /// <returns>Empty when the run has no such step.</returns>
    public static IReadOnlyList<JournalEntry> Step(RecordedRun run, IReadOnlyList<JournalEntry> entries, string step)
    {
        var keys = run.Steps.Values.Where(one => one.Id == step || one.Key == step || StepKey.Path(one.Key) == step).Select(one => one.Key).ToList();
        var last = -1;
        for (var i = 0; i < entries.Count; i++)
        {
            if (KeyOf(entries[i].Event) is { } key && keys.Exists(one => key == one || key.StartsWith($"{one}.", StringComparison.Ordinal) || key.StartsWith($"{one}[", StringComparison.Ordinal)))
            {
                last = i;
            }
        }

        return [.. entries.Take(last + 1)];
    }

    private static string? KeyOf(JournalEvent journalEvent) => journalEvent switch
    {
        JournalEvent.StepIntent x => x.Step,
        JournalEvent.StepOutcome x => x.Step,
        JournalEvent.StepSkipped x => x.Step,
        JournalEvent.StepInDoubt x => x.Step,
        JournalEvent.BranchTaken x => x.Step,
        JournalEvent.ConfirmAnswered x => x.Step,
        JournalEvent.ApprovalRequested x => x.Step,
        JournalEvent.StepOutput x => x.Step,
        JournalEvent.UndoRemembered x => x.Step,
        _ => null,
    };
}
