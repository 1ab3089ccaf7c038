using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Steps;

/// <summary>An attempt of which the journal has the intent and no end: a crash, or a doubt, came between.</summary>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Begun">The transaction that it had begun last; null without one.</param>
/// <param name="Process">The command that it had started; null without one.</param>
/// <param name="Resolved">How it was settled by an earlier resume that did not come to write the end; null when it is open.</param>
public sealed record OpenAttempt(
    int Attempt,
    JournalEvent.TransactionBegun? Begun = null,
    JournalEvent.ProcessStarted? Process = null,
    JournalEvent.StepResolved? Resolved = null)
{
    /// <summary>What its transaction came to, if that is done; null when it had not come to its COMMIT.</summary>
    public JournalEvent.CommitSent? Sent { get; init; }

    /// <summary>The machine that it was begun on; null when nobody wrote that down.</summary>
    public string? Host { get; init; }
}
