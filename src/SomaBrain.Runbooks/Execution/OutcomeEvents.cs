using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A step's end as the journal keeps it.</summary>
public static class OutcomeEvents
{
    /// <summary>Null for what a dry run answers.</summary>
    public static JournalEvent? Of(StepHeader header, string key, int attempt, TimeSpan took, Outcome outcome)
    {
        return outcome switch
        {
            Outcome.Succeeded succeeded => End(StepStatus.Ok, succeeded.Result, succeeded.Changed, null),
            Outcome.Warned warned => End(StepStatus.Warned, warned.Result, Changed.None, warned.Why),
            Outcome.SaidNo no => End(StatusOf(header), no.Result, Changed.None, no.Why),
            Outcome.Failed failed => End(Problems.IsLock(failed.Why) ? StepStatus.Failed : StatusOf(header), failed.Result, failed.Changed, failed.Why),
            Outcome.InDoubt doubt => new JournalEvent.StepInDoubt(key, attempt, doubt.Why.Message),
            Outcome.Took { Arms: [var arm] } => new JournalEvent.BranchTaken(key, arm),
            Outcome.Took => new JournalEvent.BranchTaken(key, null),
            Outcome.Paused paused => new JournalEvent.ApprovalRequested(key, paused.Question, paused.Approvals, paused.Expires),
            Outcome.Declined or Outcome.Interrupted => End(StepStatus.Cancelled, null, Changed.None, null),
            _ => null,
        };

        JournalEvent.StepOutcome End(StepStatus status, Value? result, Changed changed, Diagnostic? why) =>
            new(key, attempt, status, took, result, changed, why is null ? null : new Failure(why.Code, why.Message, why.SqlState, why.Hint))
            {
                Metric = outcome.Metric,
            };
    }

    private static StepStatus StatusOf(StepHeader header) => header.OnFailure == OnFailure.Warn ? StepStatus.Warned : StepStatus.Failed;
}
