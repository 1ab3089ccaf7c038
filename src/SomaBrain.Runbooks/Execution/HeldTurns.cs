using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// The journal as a `repeat` that only reads sees it: its first turn, each turn that came to something else than the one
/// before, and its last are kept (execution.md §5). What must be flushed is never held back.
/// </summary>
internal sealed class HeldTurns(IStepJournal journal) : IStepJournal
{
    private readonly List<(JournalEvent Event, Durability Durability)> _held = [];
    private List<TurnTrace> _before = [];
    private List<TurnTrace> _now = [];
    private string _key = "";
    private bool _passes = true;

    public IOutputStore? Outputs => journal.Outputs;

    /// <summary>A turn begins; the one before, if it is still held, brought nothing new.</summary>
    public void Begin(string key, bool first)
    {
        _held.Clear();
        _now = [];
        (_key, _passes) = (key, first);
    }

    public void Append(JournalEvent journalEvent, Durability durability)
    {
        if (TurnTrace.Of(journalEvent, _key) is { } trace)
        {
            _now.Add(trace);
        }

        _held.Add((journalEvent, durability));
        _passes |= durability == Durability.Flushed;
        if (_passes)
        {
            Release();
        }
    }

    /// <summary>The turn is over: it is written when it differs from the one before.</summary>
    public void End()
    {
        if (!_now.SequenceEqual(_before))
        {
            Release();
        }

        _before = _now;
    }

    /// <summary>Writes what is held: the last turn.</summary>
    public void Release()
    {
        foreach (var (held, durability) in _held)
        {
            journal.Append(held, durability);
        }

        _held.Clear();
    }
}
