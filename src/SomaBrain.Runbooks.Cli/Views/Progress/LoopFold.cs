using System.Globalization;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>All turns of a loop as one line.</summary>
/// <param name="since">When it began, as a time stamp of the views' clock.</param>
public sealed class LoopFold(string key, DateTimeOffset began, long since)
{
    /// <summary>So many turns that warn are shown one by one, the others only counted.</summary>
    public const int ShownWarnings = 3;

    private readonly List<string> _details = [];
    private readonly ThinnedTurns _thinned = new();
    private TimeSpan _took;
    private StepLine? _own;
    private StepLine? _inner;
    private string? _last;
    private long? _affected;
    private int _turns;
    private (StepMark Mark, string Word)? _unended;

    /// <summary>The path of the looped step.</summary>
    public string Key => key;

    public long Since => since;

    public int Warned { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The path of a loop that a step stands in, the outermost one; null when it stands in none. What reverts a turn is no turn.</summary>
    public static string? KeyOf(string step)
    {
        var turn = step.IndexOf('[', StringComparison.Ordinal);
        return turn < 0 || UndoKey.Is(step) ? null : step[..turn];
    }

    /// <summary>Counts a step that began or ended in the loop.</summary>
    public void Add(StepLine line, DateTimeOffset at)
    {
        var own = IsTurn(line.Key);
        Reach(at);
        (Warned, Failed) = _thinned.Until(line.Key, Warned, Failed);
        _turns = Math.Max(_turns, TurnOf(line.Key) + 1);
        _unended = line.Mark switch
        {
            StepMark.Planned => (StepMark.Failed, "broken off"),
            StepMark.InDoubt => (StepMark.InDoubt, "in doubt"),
            StepMark.Paused => (StepMark.Paused, "waits"),
            _ => null,
        };
        if (own)
        {
            _own = line;
            _last = line.Mark == StepMark.Stopped ? _last : line.Result ?? _last;
            _affected = line.Affected is { } more ? _affected.GetValueOrDefault() + more : _affected;
        }

        _inner = own ? null : line;
        if (line.Mark == StepMark.Ok && _details.Count < ShownWarnings)
        {
            _details.AddRange(line.Details);
        }

        Warned += line.Mark == StepMark.Warned ? 1 : 0;
    }

    /// <summary>Counts a step that failed and is not tried again, when it is a turn: what fails inside of one may be rescued there.</summary>
    public void Fail(string step) => Failed += IsTurn(step) ? 1 : 0;

    /// <summary>It went on until then.</summary>
    public void Reach(DateTimeOffset at) => _took = at - began;

    /// <summary>While it goes on: the turn it is in, and what the last one came to.</summary>
    public StepLine Now() => Line(StepMark.Ok) with
    {
        Result = _inner is { } inner ? $"{Turn()}: {inner.Id ?? inner.Label ?? inner.StepKind}" : $"{Turn()}{Last()}",
        Took = null,
    };

    public StepLine Ended() => Line(_unended?.Mark ?? (Failed > 0 ? StepMark.Failed : Warned > 0 ? StepMark.Warned : StepMark.Ok)) with
    {
        Details = [.. _details],
        Result = $"{Done()}{Counted(_unended is null ? 0 : 1, _unended?.Word)}{Counted(Failed, "failed")}{Counted(Warned, "warned")}{Last()}",
    };

    /// <summary>What came behind the turns: its `until` could not be told, or it reached its limit.</summary>
    public StepLine Ended(StepLine own) => Ended() with { Mark = own.Mark, Why = own.Why, Remedy = own.Remedy };

    /// <param name="how">How far it came.</param>
    public StepLine Stopped(string how) => Line(StepMark.Stopped) with { Result = how + Last() };

    private static string Counted(int count, string? what) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count:N0} {what}");

    /// <summary>Of a step in the loop. Of a run that goes on within a turn, nothing but a step inside may tell which it is.</summary>
    private int TurnOf(string step) =>
        step.IndexOf(']', key.Length) is > 0 and var end && int.TryParse(step.AsSpan(key.Length + 1, end - key.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private bool IsTurn(string step) => step.EndsWith(']') && step.LastIndexOf('[') == key.Length;

    private StepLine Line(StepMark mark) => new(mark, key, _own?.Id, _own?.StepKind ?? "", _own?.Label, null, _took);

    /// <summary>A turn that has no end is none that was done.</summary>
    private string Done() => KeyResult.Count(_unended is null ? _turns : _turns - 1, "turn", "turns");

    private string Turn() => string.Create(CultureInfo.InvariantCulture, $"turn {_turns:N0}");

    /// <summary>All rows that the turns affected, else what the last turn came to.</summary>
    private string Last() => _affected is { } rows ? $", {KeyResult.Count(rows, "row affected", "rows affected")}"
        : _last is { } result ? $", last {result}" : "";
}
