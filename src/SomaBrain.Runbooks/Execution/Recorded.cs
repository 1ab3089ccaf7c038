using System.Globalization;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// What the earlier part of a paused run did: its steps are not carried out a second time. A `repeat` that only read may
/// lack turns; such a turn came to the same as the one before it.
/// </summary>
public sealed class Recorded
{
    public static readonly Recorded Nothing = new([], _ => null);

    private readonly Dictionary<string, RecordedEnd> _ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastTurns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <param name="result">Reads a result that was too large for its line.</param>
    public Recorded(IEnumerable<JournalEvent> events, Func<StoredOutput, Value?> result)
    {
        var reads = new HashSet<string>(StringComparer.Ordinal);
        foreach (var journalEvent in events)
        {
            switch (journalEvent)
            {
                case JournalEvent.StepIntent intent:
                    Begin(intent.Step);
                    _ends.Remove(intent.Step); // a further attempt: only its own end counts
                    if (intent.Effect == EffectName.Of(Effect.Read))
                    {
                        reads.Add(intent.Step);
                    }

                    break;
                case JournalEvent.StepOutcome ended when RecordedEnd.Of(ended, reads.Contains(ended.Step), result) is { } end:
                    _ends[ended.Step] = end;
                    break;
                case JournalEvent.BranchTaken taken:
                    _ends[taken.Step] = new(taken.Arm);
                    break;
                case JournalEvent.StepSkipped skipped:
                    Begin(skipped.Step);
                    _skipped[skipped.Step] = skipped.Reason;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>How the step ended; null when it did not, or when a read's result was not kept: then it is read again.</summary>
    /// <param name="readsAgain">False: a read whose result was not kept is not read again; what it lacks is missing.</param>
    public Outcome? Outcome(StepHeader header, string key, bool readsAgain = true) =>
        _ends.GetValueOrDefault(key) is { } end && !(end.LacksRead && readsAgain) ? end.Restore(header) : null;

    /// <summary>Why a step was skipped; null when it was not.</summary>
    public string? WhySkipped(string key) => _skipped.GetValueOrDefault(key);

    /// <summary>Whether the step, or a turn of it, was begun: its `when` is decided.</summary>
    public bool Began(string key) => _begun.Contains(key);

    /// <summary>The number of the last turn of a loop; -1 without any.</summary>
    public int LastTurn(string key) => _lastTurns.GetValueOrDefault(key, -1);

    private void Begin(string key)
    {
        _begun.Add(key);
        for (var open = key.IndexOf('[', StringComparison.Ordinal); open >= 0; open = key.IndexOf('[', open + 1))
        {
            var loop = key[..open];
            var turn = int.Parse(key.AsSpan(open + 1, key.IndexOf(']', open) - open - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            _begun.Add(loop);
            _lastTurns[loop] = Math.Max(LastTurn(loop), turn);
        }
    }
}
