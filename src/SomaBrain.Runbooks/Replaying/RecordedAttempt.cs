using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>One attempt of a recorded step.</summary>
/// <param name="Text">What it sent; null when it had nothing to send, or when that is not there any more.</param>
/// <param name="Before">How many events the journal had before it.</param>
public sealed record RecordedAttempt(JournalEvent.StepIntent Intent, string? Text, DateTimeOffset At, int Before)
{
    /// <summary>How it ended; null when it is in doubt, waits, or was never ended.</summary>
    public JournalEvent.StepOutcome? End { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    public JournalEvent.StepInDoubt? Doubt { get; set; }

    public ImmutableArray<KeptStep> Undo { get; set; } = [];
}
