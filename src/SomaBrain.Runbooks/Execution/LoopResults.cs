using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// What the turns of a loop came to so far: the results of the last one, and all of them as `each`. Put together when somebody asks,
/// so that a loop that speaks of itself nowhere does not copy, after each turn, all turns before it.
/// </summary>
/// <param name="keepsWorst">For turns that do not replace each other: one that failed is not covered by a later one.</param>
internal sealed class LoopResults(bool keepsWorst)
{
    private static readonly string[] Statuses = ["skipped", "ok", "warned", StepResults.Stopped, "failed"];

    private readonly List<Value> _each = [];
    private Value? _worst;
    private int _rank = int.MinValue;
    private Value.Row? _together;

    /// <summary>Of the last turn; there is one.</summary>
    public Value.Row Last => (Value.Row)_each[^1];

    /// <summary>Of the loop; it had a turn.</summary>
    public Value.Row Together => _together ??= new([.. OfLast(), new("each", new Value.List([.. _each]))]);

    public bool IsEmpty => _each.Count == 0;

    /// <summary>How far a loop came that was stopped, as the journal tells it.</summary>
    /// <param name="all">0 when nobody knows.</param>
    public static Value.Row Progress(int done, int all) => all == 0
        ? new([new(KeyResult.TurnsDone, new Value.Integer(done))])
        : new([new(KeyResult.TurnsDone, new Value.Integer(done)), new(KeyResult.TurnsInAll, new Value.Integer(all))]);

    /// <summary>The loop itself ended so, whatever its last turn came to; what is worse stays.</summary>
    public void End(string status)
    {
        if (new Value.Text(status) is var word && Rank(word) > (keepsWorst ? _rank : Rank(Last["status"]!)))
        {
            (_worst, _together) = (word, null);
        }
    }

    public void Add(Value.Row turn)
    {
        _each.Add(turn);
        _together = null;
        if (keepsWorst && turn["status"] is { } status && Rank(status) is var rank && rank > _rank)
        {
            (_worst, _rank) = (status, rank);
        }
    }

    private IEnumerable<Field> OfLast()
    {
        var fields = Last.Fields.Where(field => field.Name != "each");
        return keepsWorst || _worst is not null ? fields.Where(field => field.Name != "status").Prepend(new("status", _worst ?? new Value.Text("ok"))) : fields;
    }

    /// <summary>What a dry run does not know may be worse than a failure.</summary>
    private static int Rank(Value status) => status is Value.Text { Content: var word } ? Array.IndexOf(Statuses, word) : Statuses.Length;
}
