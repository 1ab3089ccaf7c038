using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>
/// Reads from the events of a run, and of the runs that undo it, what was changed, what would revert it, and what has been
/// reverted.
/// </summary>
public sealed class UndoLedger
{
    private readonly List<JournalEvent.UndoRemembered> _remembered = [];
    private readonly HashSet<string> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>How many changed playbooks were accepted so far: that many stand before the one that the run follows.</summary>
    public int Accepted { get; private set; }

    /// <param name="accepted">How many changed playbooks are accepted behind these events, if not those that they tell of.</param>
    public static UndoLedger Of(IEnumerable<JournalEvent> events, int accepted = 0)
    {
        var ledger = new UndoLedger();
        foreach (var one in events)
        {
            ledger.Note(one);
        }

        ledger.Accepted = Math.Max(ledger.Accepted, accepted);
        return ledger;
    }

    /// <summary>What reverts the run and has not been run yet, the last change first; of each, its steps as they are written.</summary>
    public IEnumerable<KeptStep> Left => Remembered.Where(step => !_undone.Contains(step.Path));

    /// <summary>All that reverts the run, run or not, in that order.</summary>
    public IEnumerable<KeptStep> Remembered => Enumerable.Reverse(_remembered).SelectMany(one => one.Steps);

    /// <summary>Whether anything was remembered at all.</summary>
    public bool HasAny => _remembered.Exists(one => !one.Steps.IsEmpty);

    /// <summary>Steps of an `undo` that were begun, and of which nobody knows whether they took effect.</summary>
    public IReadOnlyCollection<string> Open => _open;

    /// <summary>Changes that nothing reverts, in their order.</summary>
    public IEnumerable<LastingChange> Lasting =>
        from at in _attempts.Values
        where at.Changed != Changed.None && !_remembered.Exists(one => one.Step == at.Step && one.Attempt == at.Number)
        select new LastingChange(at.Step, _names.GetValueOrDefault(at.Step, at.Step), at.Changed);

    public void Note(JournalEvent one)
    {
        switch (one)
        {
            case JournalEvent.StepIntent intent when UndoKey.Is(intent.Step):
                Begin(intent);
                break;
            case JournalEvent.StepIntent intent:
                _names[intent.Step] = NameOf(intent);
                break;
            case JournalEvent.StepOutcome ended when UndoKey.Is(ended.Step):
                End(ended.Step, ended.Status is StepStatus.Ok or StepStatus.Warned && ended.Failure is null);
                break;
            case JournalEvent.StepOutcome ended:
                Count(ended.Step, ended.Attempt, ended.Changed);
                break;
            case JournalEvent.UndoRemembered remembered:
                if (!_steps.Add(remembered.Step))
                {
                    _remembered.RemoveAll(before => before.Step == remembered.Step); // it was carried out again: what it did last is reverted
                }

                _remembered.Add(Accepted == 0 ? remembered : remembered with { Steps = [.. remembered.Steps.Select(step => step with { Playbook = Accepted })] });
                break;
            case JournalEvent.PlaybookAccepted:
                Accepted++;
                break;
            case JournalEvent.StepInDoubt doubt when !UndoKey.Is(doubt.Step):
                Count(doubt.Step, doubt.Attempt, Changed.Unknown);
                break;
            case JournalEvent.StepResolved resolved when UndoKey.Is(resolved.Step):
                End(resolved.Step, resolved.Resolution == Resolution.Done);
                break;
            case JournalEvent.StepResolved resolved:
                if (resolved.Resolution != Resolution.Done)
                {
                    _remembered.RemoveAll(one => one.Step == resolved.Step && one.Attempt == resolved.Attempt);
                }

                Count(resolved.Step, resolved.Attempt, resolved.Resolution == Resolution.Done ? Changed.Yes : Changed.None);
                break;
            default:
                break;
        }
    }

    private static string NameOf(JournalEvent.StepIntent intent)
    {
        var name = intent.Id is null ? intent.Step : $"{intent.Step} {intent.Id}";
        return $"{name} {intent.StepKind}{(intent.Target is null ? "" : $" on {intent.Target}")}{((intent.Title ?? intent.Rendered?.Text) is { } text ? $": {text.ReplaceLineEndings(" ").Trim()}" : "")}";
    }

    private void Begin(JournalEvent.StepIntent intent)
    {
        if (intent.Effect != Model.EffectName.Of(Model.Effect.Read))
        {
            _open.Add(intent.Step);
        }
    }

    private void End(string key, bool isDone)
    {
        _open.Remove(key);
        if (isDone)
        {
            _undone.Add(key);
        }
    }

    private void Count(string step, int attempt, Changed changed)
    {
        var key = $"{step} {attempt}";
        if (_attempts.TryGetValue(key, out var known))
        {
            known.Changed = changed;
        }
        else
        {
            _attempts.Add(key, new(step, attempt) { Changed = changed }); // nothing is taken out: they stay in their order
        }
    }

    private sealed class Attempt(string step, int number)
    {
        public string Step => step;

        public int Number => number;

        public Changed Changed { get; set; }
    }
}
