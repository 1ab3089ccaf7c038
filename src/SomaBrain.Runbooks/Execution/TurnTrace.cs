using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>What a turn came to, without when and how long: two turns with equal traces are the same to a reader.</summary>
/// <param name="Step">The path below the turn.</param>
internal sealed record TurnTrace(string Step, string Came, Value? Result, Failure? Failure, MetricReading? Metric)
{
    /// <summary>Null for what is no end.</summary>
    public static TurnTrace? Of(JournalEvent journalEvent, string turn) => journalEvent switch
    {
        JournalEvent.StepOutcome ended => new(Below(ended.Step, turn), ended.Status.ToString(), ended.Result, ended.Failure, ended.Metric),
        JournalEvent.BranchTaken taken => new(Below(taken.Step, turn), taken.Arm ?? "", null, null, null),
        JournalEvent.StepSkipped skipped => new(Below(skipped.Step, turn), skipped.Reason, null, null, null),
        JournalEvent.StepOutput output => new(Below(output.Step, turn), output.Sha256, null, null, null),
        _ => null,
    };

    private static string Below(string step, string turn) => step.StartsWith(turn, StringComparison.Ordinal) ? step[turn.Length..] : step;
}
