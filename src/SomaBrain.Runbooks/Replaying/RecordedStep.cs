using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>What a journal tells of one step, or of one turn of it.</summary>
/// <param name="Key">Its path, turns included.</param>
/// <param name="Order">Where it began, among all events.</param>
public sealed record RecordedStep(string Key, string? Id, string StepKind, int Order)
{
    public List<RecordedAttempt> Attempts { get; } = [];

    /// <summary>The arms it took, in order; an empty one: none of them.</summary>
    public List<string> Arms { get; } = [];

    public string? Skipped { get; set; }

    public JournalEvent.ConfirmAnswered? Answer { get; set; }

    public JournalEvent.ApprovalRequested? Asked { get; set; }

    public bool WasBegun => Attempts.Count > 0;

    /// <summary>As people call it.</summary>
    public string Name => Id is null ? Key : $"{Id} ({Key})";
}
