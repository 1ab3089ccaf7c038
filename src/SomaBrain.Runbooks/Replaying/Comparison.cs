using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>
/// Follows a run that is answered from a record, event by event, and breaks it off where it first goes another way.
/// </summary>
/// <param name="journal">Gets what the run writes, too.</param>
internal sealed class Comparison(RecordedRun run, Alignment alignment, ReplayClock clock, StepCatalog catalog, RunControl control, IStepJournal journal) : IStepJournal
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _attempt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _arms = new(StringComparer.Ordinal);
    private readonly List<string> _new = [];
    private bool _cutOff;

    public RecordedRun Run => run;

    public ReplayClock Clock => clock;

    public IOutputStore? Outputs => null;

    public Divergence? Divergence { get; private set; }

    public int Visited => _visited.Count;

    /// <summary>Steps without a record that only compute, and went well.</summary>
    public IReadOnlyList<string> New => _new;

    /// <summary>The last event of the record that was come by.</summary>
    public int Position { get; private set; }

    /// <summary>The record was cut off, and all that it has before its end was come by.</summary>
    public bool EndsHere => _cutOff || (run.WasCutOff && !run.Steps.Values.Any(step => !_visited.Contains(step.Key) && !StepKey.IsSheltered(step.Key)));

    public bool HasBegun(string key) => _begun.Contains(key) || _begun.Any(one => one.StartsWith($"{key}[", StringComparison.Ordinal) || one.StartsWith($"{key}.", StringComparison.Ordinal));

    /// <summary>What the record has of a step; of a turn that a reading `repeat` left out, the one before it.</summary>
    public RecordedStep? Find(string key) => alignment.Recorded(key) is not { } recorded ? null
        : run.Steps.TryGetValue(recorded, out var found) ? found
        : StepKey.Turns(recorded).Reverse().Select(turn => Earlier(recorded, turn.Loop, turn.Turn)).FirstOrDefault(step => step is not null);

    public void Diverge(Divergence divergence)
    {
        Divergence ??= Overlooked(Position) ?? divergence;
        control.Request();
        control.Request();
    }

    public Outcome.Interrupted CutOff()
    {
        _cutOff = true;
        control.Request();
        return new();
    }

    /// <summary>A step that ran, before that place in the record, and that was not come by.</summary>
    public Divergence? Overlooked(int before) => run.Steps.Values
        .Where(step => step.WasBegun && step.Order < before && !_visited.Contains(step.Key))
        .MinBy(step => step.Order) is { } missing
        ? new(DivergenceKind.Missing, missing.Name, "it ran in the recorded run, and is not run any more", $"{missing.StepKind} step {missing.Key} ran", "not run")
        : null;

    /// <summary>An attempt that was made and is made no more.</summary>
    public Divergence? Fewer() => _attempt
        .Select(seen => (Recorded: Find(seen.Key), Made: seen.Value))
        .Where(seen => seen.Recorded?.Attempts.Count > seen.Made)
        .OrderBy(seen => seen.Recorded!.Order).FirstOrDefault() is { Recorded: { } fewer, Made: var made }
        ? new(DivergenceKind.Outcome, fewer.Name, "it is tried less often", $"{fewer.Attempts.Count} attempts", $"{made} {(made == 1 ? "attempt" : "attempts")}")
        : null;

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        if (Divergence is not null)
        {
            return;
        }

        journal.Append(journalEvent, durability);
        var difference = journalEvent switch
        {
            JournalEvent.StepIntent intent => Intent(intent),
            JournalEvent.StepOutcome ended => Ended(ended),
            JournalEvent.StepSkipped skipped => Skipped(skipped),
            JournalEvent.BranchTaken taken => Took(taken),
            JournalEvent.UndoRemembered kept => Kept(kept),
            JournalEvent.VarComputed computed => Computed(computed),
            _ => null,
        };
        if (difference is not null)
        {
            Diverge(difference);
        }
    }

    private RecordedStep? Earlier(string key, string loop, int turn)
    {
        for (var i = turn - 1; i >= 0 && run.LastTurn(loop) > turn; i--)
        {
            if (run.Steps.TryGetValue($"{loop}[{i}]{key[(loop.Length + $"[{turn}]".Length)..]}", out var found))
            {
                return found;
            }
        }

        return null;
    }

    private Divergence? Intent(JournalEvent.StepIntent intent)
    {
        _begun.Add(intent.Step);
        _attempt[intent.Step] = intent.Attempt;
        if (Visit(intent.Step) is not { } recorded)
        {
            return null; // whoever answers for it knows what that means
        }

        if (recorded.Skipped is { } reason)
        {
            return new(DivergenceKind.Skipped, recorded.Name, "it was skipped, and is run now", $"skipped: {reason}", "run");
        }

        if (intent.Attempt > recorded.Attempts.Count || !catalog[intent.StepKind].IsSent)
        {
            return null;
        }

        var attempt = recorded.Attempts[intent.Attempt - 1];
        (clock.Now, Position) = (attempt.At, Math.Max(Position, attempt.Before));
        return intent.Rendered is { } now && attempt.Intent.Rendered is { } then && !ComparedText.AreSame(now, then)
            ? new(DivergenceKind.Rendered, recorded.Name, "it is not what was sent", ComparedText.Of(attempt.Text, then.Values), ComparedText.Of(now.Text, now.Values))
            : null;
    }

    private Divergence? Ended(JournalEvent.StepOutcome ended)
    {
        var recorded = Find(ended.Step);
        if (recorded is null)
        {
            if (ended.Status is StepStatus.Ok)
            {
                _new.Add(ended.Step);
                return null;
            }

            return EndsHere || ended.Status == StepStatus.Cancelled ? null
                : new(DivergenceKind.Outcome, ended.Step, "it is new, and does not end well with what is on record", "not in the record", Ends.Of(ended.Status, ended.Failure));
        }

        var at = _attempt.GetValueOrDefault(ended.Step, 1);
        if (at > recorded.Attempts.Count || recorded.Attempts[at - 1].End is not { } then)
        {
            return null;
        }

        (clock.Now, Position) = (recorded.Attempts[at - 1].EndedAt, Math.Max(Position, recorded.Attempts[at - 1].Before));
        return then.Status == ended.Status && then.Failure?.Code == ended.Failure?.Code
            ? null
            : new(DivergenceKind.Outcome, recorded.Name, "with the same result it ends otherwise", Ends.Of(then.Status, then.Failure), Ends.Of(ended.Status, ended.Failure));
    }

    private Divergence? Skipped(JournalEvent.StepSkipped skipped)
    {
        _begun.Add(skipped.Step);
        return Visit(skipped.Step) is { WasBegun: true } recorded
            ? new(DivergenceKind.Skipped, recorded.Name, "it ran, and is skipped now", "run", $"skipped: {skipped.Reason}")
            : null;
    }

    private Divergence? Took(JournalEvent.BranchTaken taken)
    {
        var index = _arms.GetValueOrDefault(taken.Step);
        _arms[taken.Step] = index + 1;
        if (Find(taken.Step) is not { } recorded || recorded.Arms.ElementAtOrDefault(index) is not { } then || then == (taken.Arm ?? ""))
        {
            return null;
        }

        return new(DivergenceKind.Arm, recorded.Name, "another arm is taken", Ends.Arm(then), Ends.Arm(taken.Arm ?? ""));
    }

    private Divergence? Kept(JournalEvent.UndoRemembered kept)
    {
        if (Find(kept.Step) is not { Attempts: [.., { Undo.IsEmpty: false } attempt] } recorded)
        {
            return null;
        }

        var (then, now) = (Ends.Undo(attempt.Undo), Ends.Undo(kept.Steps));
        return then == now ? null : new(DivergenceKind.Undo, recorded.Name, "another undo is remembered", then, now);
    }

    private Divergence? Computed(JournalEvent.VarComputed now)
    {
        var call = now.Step is null ? null : alignment.Recorded(now.Step);
        return (now.Step is null) == (call is null) && run.Vars.TryGetValue((call, now.Name), out var then) && !ComparedText.AreSame(then, now.Value)
            ? new(DivergenceKind.Var, null, $"`vars.{now.Name}` comes to another value", ComparedText.Shown(then), ComparedText.Shown(now.Value))
            : null;
    }

    private RecordedStep? Visit(string key)
    {
        var recorded = Find(key);
        if (recorded is not null)
        {
            _visited.Add(recorded.Key);
            Position = Math.Max(Position, recorded.Order);
        }

        return recorded;
    }
}
