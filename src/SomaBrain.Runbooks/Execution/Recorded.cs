using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>What the earlier part of a paused run did: its steps are not carried out a second time.</summary>
public sealed class Recorded
{
    public static readonly Recorded Nothing = new([], _ => null);

    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    /// <param name="result">Reads a result that was too large for its line.</param>
    public Recorded(IEnumerable<JournalEvent> events, Func<StoredOutput, Value?> result)
    {
        foreach (var journalEvent in events)
        {
            switch (journalEvent)
            {
                case JournalEvent.StepOutcome ended when Restore(ended, result) is { } outcome:
                    _outcomes[ended.Step] = outcome;
                    break;
                case JournalEvent.BranchTaken taken:
                    _outcomes[taken.Step] = new Outcome.Took(taken.Arm is { } arm ? [arm] : []);
                    break;
                case JournalEvent.StepSkipped skipped:
                    _skipped.Add(skipped.Step);
                    break;
                case JournalEvent.StepIntent intent:
                    _outcomes.Remove(intent.Step); // a further attempt: only its own end counts
                    break;
                default:
                    break;
            }
        }
    }

    public Outcome? Outcome(string key) => _outcomes.GetValueOrDefault(key);

    public bool WasSkipped(string key) => _skipped.Contains(key);

    private static Outcome? Restore(JournalEvent.StepOutcome ended, Func<StoredOutput, Value?> stored)
    {
        var result = (ended.Result ?? (ended.ResultFile is { } file ? stored(file) : null)) as Value.Row ?? new Value.Row([]);
        var why = ended.Failure is { } failure
            ? new Diagnostic(failure.Code, Severity.Error, null, failure.Message, failure.Hint) { SqlState = failure.SqlState }
            : null;
        return (ended.Status, why) switch
        {
            (StepStatus.Ok, _) => new Outcome.Succeeded(result, ended.Changed),
            (StepStatus.Warned, not null) => new Outcome.Warned(why, result),
            (StepStatus.Failed, not null) => new Outcome.Failed(why, ended.Changed, result),
            _ => null,
        };
    }
}
