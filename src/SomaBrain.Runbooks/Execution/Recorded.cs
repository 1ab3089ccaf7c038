using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// What the earlier part of a run did: its steps are not carried out a second time. A `repeat` that only read may lack turns;
/// such a turn came to the same as the one before it. What a crash left open is settled first.
/// </summary>
public sealed class Recorded
{
    public static readonly Recorded Nothing = new([], _ => null);

    /// <summary>When a step was begun last; null when it was not, or nobody knows.</summary>
    public Func<string, DateTimeOffset?> BegunAt { get; init; } = _ => null;

    /// <summary>As they were read.</summary>
    public IReadOnlyList<JournalEvent> Events { get; }

    private readonly Dictionary<string, RecordedEnd> _ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastTurns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _stopped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _arms = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Call, string Name), Value> _vars = [];
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenAttempt> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalEvent.StepIntent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalEvent.ConfirmAnswered> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _markedAt = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);
    private int _at;
    private int _changedAt;
    private string _last = "";

    /// <param name="result">Reads a result that was too large for its line.</param>
    public Recorded(IEnumerable<JournalEvent> events, Func<StoredOutput, Value?> result)
    {
        var reads = new HashSet<string>(StringComparer.Ordinal);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        string? host = null;
        Events = [.. events];
        foreach (var journalEvent in Events)
        {
            _at++;
            switch (journalEvent)
            {
                case JournalEvent.RunOpened opened:
                    host = opened.Host;
                    break;
                case JournalEvent.RunResumed resumed:
                    host = resumed.Host;
                    break;
                case JournalEvent.StepIntent intent:
                    Begin(intent.Step);
                    MayHaveChanged |= intent.Rendered is null && _ends.GetValueOrDefault(intent.Step) is { Changed: Changed.Unknown }; // and it was not made
                    _ends.Remove(intent.Step); // a further attempt: only its own end counts
                    _arms.Remove(intent.Step);
                    _closed.Remove(intent.Step);
                    _cancelled.Remove(intent.Step);
                    _open.Remove(intent.Step);
                    _undo.Remove(intent.Step);
                    _answers.Remove(intent.Step);
                    _intents[intent.Step] = intent;
                    if (intent.Effect == EffectName.Of(Effect.Read))
                    {
                        reads.Add(intent.Step);
                    }
                    else if (intent.Rendered is not null)
                    {
                        _open[intent.Step] = new(intent.Attempt) { Host = host };
                        _changedAt = _at;
                    }

                    if (intent.Rendered is null)
                    {
                        refused.Add(intent.Step); // unless more follows: what is not rendered is not carried out
                    }

                    break;
                case JournalEvent.TransactionBegun begun when _open.GetValueOrDefault(begun.Step) is { } open && open.Attempt == begun.Attempt:
                    _open[begun.Step] = open with { Begun = begun, Sent = null };
                    break;
                case JournalEvent.CommitSent sent when _open.GetValueOrDefault(sent.Step) is { } open && open.Attempt == sent.Attempt:
                    _open[sent.Step] = open with { Sent = sent };
                    break;
                case JournalEvent.ProcessStarted started when _open.GetValueOrDefault(started.Step) is { } open && open.Attempt == started.Attempt:
                    _open[started.Step] = open with { Process = started };
                    break;
                case JournalEvent.StepResolved resolved when _open.GetValueOrDefault(resolved.Step) is { } open && open.Attempt == resolved.Attempt:
                    _open[resolved.Step] = open with { Resolved = resolved };
                    break;
                case JournalEvent.StepInDoubt doubt when !_open.ContainsKey(doubt.Step):
                    _doubted.Add(doubt.Step);
                    break;
                case JournalEvent.UndoRemembered remembered:
                    _undo.Add(remembered.Step);
                    break;
                case JournalEvent.ConfirmAnswered answered when !_open.ContainsKey(answered.Step) && !RecordedEnd.LacksValue(answered.Answer):
                    _answers[answered.Step] = answered;
                    break;
                case JournalEvent.ApprovalRequested waits:
                    Close(waits.Step);
                    break;
                case JournalEvent.StepOutcome { Status: StepStatus.Cancelled, Result: Value.Row progress } stopped when progress[KeyResult.TurnsDone] is Value.Integer done:
                    _stopped[stopped.Step] = (int)done.Whole;
                    break;
                case JournalEvent.StepOutcome ended when _arms.ContainsKey(ended.Step):
                    (ended.Status == StepStatus.Cancelled ? _cancelled : _closed).Add(ended.Step);
                    break;
                case JournalEvent.StepOutcome { Status: StepStatus.Cancelled } ended when _answers.GetValueOrDefault(ended.Step) is { Answer: Value.Boolean { Is: false }, By: var by }:
                    Close(ended.Step);
                    _ends[ended.Step] = new(new Outcome.Declined(by));
                    break;
                case JournalEvent.StepOutcome ended:
                    Close(ended.Step);
                    _doubted.Remove(ended.Step);
                    if (ended.Mark is { } mark)
                    {
                        _marks[ended.Step] = mark;
                        _markedAt[ended.Step] = _at;
                    }

                    if (RecordedEnd.Of(ended, reads.Contains(ended.Step), result) is { } end)
                    {
                        _ends[ended.Step] = end;
                    }

                    break;
                case JournalEvent.BranchTaken taken:
                    Close(taken.Step);
                    _ends.TryAdd(taken.Step, new(taken.Arm)); // the arms after the first follow from how it ended
                    Arms(taken.Step).Add(taken.Arm ?? "");
                    break;
                case JournalEvent.VarComputed { Value: var inLine, ValueFile: var file } computed
                    when (inLine ?? (file is null ? null : result(file))) is { } value && !RecordedEnd.LacksValue(value):
                    _vars[(computed.Step, computed.Name)] = value;
                    break;
                case JournalEvent.StepSkipped skipped:
                    Begin(skipped.Step);
                    _skipped[skipped.Step] = skipped.Reason;
                    break;
                default:
                    break;
            }
        }

        _begun.ExceptWith(refused); // its `when` is asked again

        void Close(string key)
        {
            _open.Remove(key);
            _answers.Remove(key);
            refused.Remove(key);
        }
    }

    /// <summary>Steps that were begun, by key: of which kind, and under which id.</summary>
    public IEnumerable<(string Key, string Kind, string? Id)> Steps => _intents.Select(intent => (intent.Key, intent.Value.StepKind, intent.Value.Id));

    /// <summary>Keys of the steps of which nobody wrote down how they ended.</summary>
    public IEnumerable<string> OpenSteps => _open.Where(open => open.Value.Resolved is null).Select(open => open.Key);

    /// <summary>Keys of reads that came to something else than what later steps were built on.</summary>
    public IEnumerable<string> DoubtedReads => _doubted;

    /// <summary>Whether the operator stopped the run behind an attempt of which nobody knows what it changed.</summary>
    public bool MayHaveChanged { get; }

    /// <summary>Whether a turn of a loop, or a step in one, changed something.</summary>
    public bool ChangedWithin(string loop) => _ends.Any(end => end.Key.StartsWith($"{loop}[", StringComparison.Ordinal) && end.Value.Changed != Changed.None);

    /// <summary>The fingerprint of a turn's element; null where none is known.</summary>
    public string? Item(string key) => _intents.GetValueOrDefault(key)?.Item;

    /// <summary>The fingerprint of what a read came to whose result is not kept, where something was changed after it; else null.</summary>
    public string? BuiltOn(string key) => _markedAt.TryGetValue(key, out var at) && at < _changedAt ? _marks[key] : null;

    /// <summary>What is open of a step; null when nothing is.</summary>
    public OpenAttempt? Open(string key) => _open.GetValueOrDefault(key);

    /// <summary>The number of a step's last attempt; 0 without any.</summary>
    public int LastAttempt(string key) => _intents.GetValueOrDefault(key)?.Attempt ?? 0;

    /// <summary>Whether the step was carried out, rather than refused before it could be.</summary>
    public bool WasPrepared(string key) => _intents.GetValueOrDefault(key)?.Rendered is not null;

    /// <summary>What a person answered to a step that asks, of which nobody wrote down how it ended; null when there is nothing.</summary>
    public JournalEvent.ConfirmAnswered? Answer(string key) => _answers.GetValueOrDefault(key);

    /// <summary>Whether what reverts the step's last attempt is on record.</summary>
    public bool KeptUndo(string key) => _undo.Contains(key);

    /// <summary>How the step ended; null when it did not, or when a read's result was not kept: then it is read again.</summary>
    /// <param name="readsAgain">False: a read whose result was not kept is not read again; what it lacks is missing.</param>
    public Outcome? Outcome(StepHeader header, string key, bool readsAgain = true) =>
        _ends.GetValueOrDefault(key) is { } end && !(end.LacksRead && readsAgain) ? end.Restore(header) : null;

    /// <summary>Whether the journal says that the arm was taken.</summary>
    public bool Took(string key, string arm) => _arms.GetValueOrDefault(key)?.Contains(arm) == true;

    /// <summary>What the holes of the step held.</summary>
    public ImmutableArray<Value> Values(string key) => _intents.GetValueOrDefault(key)?.Rendered?.Values ?? [];

    /// <summary>A var's value; null when it was not used yet, or when it was secret and is computed again.</summary>
    /// <param name="call">The call whose playbook it belongs to.</param>
    public Value? Var(string? call, string name) => _vars.GetValueOrDefault((call, name));

    /// <summary>Whether the journal has the end of a step with arms, after them.</summary>
    public bool HasEnd(string key) => _closed.Contains(key);

    /// <summary>Whether the operator ended the run within the arms of a step.</summary>
    public bool WasCancelled(string key) => _cancelled.Contains(key);

    /// <summary>Why a step was skipped; null when it was not.</summary>
    public string? WhySkipped(string key) => _skipped.GetValueOrDefault(key);

    /// <summary>Whether the step, or a turn of it, was begun: its `when` is decided.</summary>
    public bool Began(string key) => _begun.Contains(key);

    /// <summary>Whether the journal tells what became of the step, or has something inside it that does.</summary>
    public bool IsDecided(string key) => Began(key) && (!_intents.ContainsKey(key) || _ends.ContainsKey(key) || _open.ContainsKey(key));

    /// <summary>The number of the last turn of a loop; -1 without any.</summary>
    public int LastTurn(string key) => _lastTurns.GetValueOrDefault(key, -1);

    /// <summary>After how many turns a loop was stopped; -1 when it was not.</summary>
    public int StoppedAfter(string key) => _stopped.GetValueOrDefault(key, -1);

    /// <summary>Whether the run had gone on to a later step.</summary>
    public bool IsPassed(string key) =>
        Began(key) && _last != key && !_last.StartsWith($"{key}.", StringComparison.Ordinal) && !_last.StartsWith($"{key}[", StringComparison.Ordinal);

    private List<string> Arms(string key) => _arms.TryGetValue(key, out var known) ? known : _arms[key] = [];

    private void Begin(string key)
    {
        _last = key;
        _begun.Add(key);
        for (var open = key.IndexOf('[', StringComparison.Ordinal); open >= 0; open = key.IndexOf('[', open + 1))
        {
            var loop = key[..open];
            var turn = int.Parse(key.AsSpan(open + 1, key.IndexOf(']', open) - open - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            _begun.Add(loop);
            _lastTurns[loop] = Math.Max(LastTurn(loop), turn);
            _stopped.Remove(loop);
        }
    }
}
