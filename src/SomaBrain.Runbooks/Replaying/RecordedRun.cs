using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>A run as its journal tells it, by step.</summary>
public sealed class RecordedRun
{
    private readonly Dictionary<string, RecordedStep> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Call, string Name), Value> _vars = [];
    private readonly List<(int Order, JournalEvent.TargetConnected Event)> _connected = [];
    private readonly Dictionary<string, int> _lastTurns = new(StringComparer.Ordinal);
    private readonly List<int> _order = [];
    private readonly List<JournalEvent.StepOutcome> _stopped = [];

    /// <param name="entries">The whole journal; the first opens the run.</param>
    /// <param name="stored">Reads what was too large for its line; null when it is not there any more.</param>
    /// <param name="text">The same of a rendered text.</param>
    public RecordedRun(IReadOnlyList<JournalEntry> entries, Func<StoredOutput, Value?> stored, Func<string, string?> text)
    {
        Opened = entries is [{ Event: JournalEvent.RunOpened opened }, ..] ? opened : throw new ArgumentException("no opened run", nameof(entries));
        (StartedAt, Stored) = (entries[0].At, stored);
        for (var i = 0; i < entries.Count; i++)
        {
            Take(entries[i], i, text);
        }
    }

    public JournalEvent.RunOpened Opened { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>Null of a run that waits, or that ended with its process.</summary>
    public JournalEvent.RunClosed? Closed { get; private set; }

    /// <summary>By key.</summary>
    public IReadOnlyDictionary<string, RecordedStep> Steps => _steps;

    /// <summary>By the call that they belong to, and name.</summary>
    public IReadOnlyDictionary<(string? Call, string Name), Value> Vars => _vars;

    public Func<StoredOutput, Value?> Stored { get; }

    /// <summary>It did not come to the end that its steps would have come to: it waits, was stopped, or ended with its process.</summary>
    public bool WasCutOff => Closed is null or { Status: RunStatus.Aborted or RunStatus.Broken };

    /// <summary>The outputs of the playbook; null when it has none, or did not come to them.</summary>
    public Value? Outputs => Closed is null ? null : Closed.Outputs ?? (Closed.OutputsFile is { } file ? Stored(file) : null);

    /// <summary>The number of the last turn of a loop; -1 without any.</summary>
    public int LastTurn(string loop) => _lastTurns.GetValueOrDefault(loop, -1);

    /// <summary>Loops that were stopped between two turns.</summary>
    public IEnumerable<JournalEvent.StepOutcome> StoppedLoops => _stopped.Where(loop => loop.Result is Value.Row row && row[KeyResult.TurnsDone] is Value.Integer done && LastTurn(loop.Step) < done.Whole);

    /// <summary>Who answered as this target when the step after that event began; null: nobody yet.</summary>
    public JournalEvent.TargetConnected? Connected(string target, int after)
    {
        var at = _order.BinarySearch(after + 1);
        var next = at >= 0 ? _order[at] : ~at < _order.Count ? _order[~at] : int.MaxValue;
        return _connected.FindLast(one => one.Event.Target == target && one.Order < next).Event;
    }

    private void Take(JournalEntry entry, int order, Func<string, string?> text)
    {
        switch (entry.Event)
        {
            case JournalEvent.StepIntent intent:
                var begun = intent.Attempt == 1 ? Begin(intent.Step, intent.Id, intent.StepKind, order) : Of(intent.Step, intent.Id, intent.StepKind, order);
                begun.Attempts.Add(new(intent, Text(intent.Rendered, text), entry.At, order));
                break;
            case JournalEvent.StepOutcome ended when _steps.GetValueOrDefault(ended.Step)?.Attempts is [.., var last]:
                (last.End, last.EndedAt) = (ended, entry.At);
                break;
            case JournalEvent.StepOutcome { Status: StepStatus.Cancelled } stopped:
                _stopped.Add(stopped);
                break;
            case JournalEvent.StepInDoubt doubt when _steps.GetValueOrDefault(doubt.Step)?.Attempts is [.., var last]:
                (last.Doubt, last.EndedAt) = (doubt, entry.At);
                break;
            case JournalEvent.StepResolved resolved when _steps.GetValueOrDefault(resolved.Step)?.Attempts is { Count: > 0 } attempts && attempts[^1].End is null:
                Settle(attempts, resolved.Resolution);
                break;
            case JournalEvent.UndoRemembered kept when _steps.GetValueOrDefault(kept.Step)?.Attempts is [.., var last]:
                last.Undo = kept.Steps;
                break;
            case JournalEvent.StepSkipped skipped:
                Begin(skipped.Step, skipped.Id, skipped.StepKind, order).Skipped = skipped.Reason;
                break;
            case JournalEvent.BranchTaken taken:
                _steps.GetValueOrDefault(taken.Step)?.Arms.Add(taken.Arm ?? "");
                break;
            case JournalEvent.ConfirmAnswered answered when _steps.GetValueOrDefault(answered.Step) is { } step:
                step.Answer = answered;
                break;
            case JournalEvent.ApprovalRequested asked when _steps.GetValueOrDefault(asked.Step) is { } step:
                step.Asked = asked;
                break;
            case JournalEvent.VarComputed computed when (computed.Value ?? (computed.ValueFile is { } file ? Stored(file) : null)) is { } value:
                _vars[(computed.Step, computed.Name)] = value;
                break;
            case JournalEvent.TargetConnected connected:
                _connected.Add((order, connected));
                break;
            case JournalEvent.RunClosed closed:
                Closed = closed;
                break;
            default:
                break;
        }
    }

    /// <summary>Of an attempt that a crash left open: done, its outcome follows; else it is as if it had not been, and the next one counts.</summary>
    private static void Settle(List<RecordedAttempt> attempts, Resolution resolution)
    {
        if (resolution == Resolution.Done)
        {
            attempts[^1].Doubt = null;
        }
        else
        {
            attempts.RemoveAt(attempts.Count - 1);
        }
    }

    /// <summary>A step that is begun again, after a pause or a crash: only that counts.</summary>
    private RecordedStep Begin(string key, string? id, string kind, int order)
    {
        _steps.Remove(key);
        return Of(key, id, kind, order);
    }

    private RecordedStep Of(string key, string? id, string kind, int order)
    {
        if (_steps.TryGetValue(key, out var known))
        {
            return known;
        }

        foreach (var (loop, turn) in StepKey.Turns(key))
        {
            _lastTurns[loop] = Math.Max(LastTurn(loop), turn);
        }

        _order.Add(order);
        return _steps[key] = new(key, id, kind, order);
    }

    private string? Text(Rendered? rendered, Func<string, string?> text)
    {
        if (rendered is null)
        {
            return null;
        }

        if ((rendered.Text ?? (rendered.File is { } file ? text(file) : null)) is { } found)
        {
            _texts[rendered.Sha256] = found;
        }

        return _texts.GetValueOrDefault(rendered.Sha256);
    }
}
