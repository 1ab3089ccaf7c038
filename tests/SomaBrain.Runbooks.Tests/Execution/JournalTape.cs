using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>A journal in memory that can break.</summary>
internal sealed class JournalTape : IStepJournal
{
    public List<(JournalEvent Event, Durability Durability)> Entries { get; } = [];

    /// <summary>Whether an event cannot be written.</summary>
    public Func<JournalEvent, bool> Breaks { get; set; } = _ => false;

    public IOutputStore? Outputs => null;

    public IEnumerable<JournalEvent> Events => Entries.Select(entry => entry.Event);

    /// <summary>One word an event: `intent 1!` (flushed), `ok 1`, `skipped 2`.</summary>
    public string Story => string.Join(", ", Entries.Select(entry => Word(entry.Event) + (entry.Durability == Durability.Flushed ? "!" : "")));

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        if (Breaks(journalEvent))
        {
            throw new JournalUnwritable("no space left", new IOException());
        }

        Entries.Add((journalEvent, durability));
    }

    private static string Word(JournalEvent what) => what switch
    {
        JournalEvent.StepIntent intent => $"intent {intent.Step}{(intent.Attempt > 1 ? $"/{intent.Attempt}" : "")}",
        JournalEvent.StepOutcome ended => $"{ended.Status.ToString().ToLowerInvariant()} {ended.Step}",
        JournalEvent.StepSkipped skipped => $"skipped {skipped.Step}",
        JournalEvent.BranchTaken taken => $"{taken.Arm ?? "none"} {taken.Step}",
        JournalEvent.StepInDoubt doubt => $"doubt {doubt.Step}",
        JournalEvent.ApprovalRequested asked => $"asked {asked.Step}",
        _ => what.Kind,
    };
}
