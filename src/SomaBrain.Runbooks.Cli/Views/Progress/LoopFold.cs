using System.Globalization;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>All turns of a loop as one line.</summary>
public sealed class LoopFold(string key, DateTimeOffset began)
{
    private TimeSpan _took;
    private StepLine? _own;
    private StepLine? _inner;
    private int _turns;
    private int _warned;

    /// <summary>The path of the looped step.</summary>
    public string Key => key;

    /// <summary>The path of a loop that a step stands in, the outermost one; null when it stands in none.</summary>
    public static string? KeyOf(string step)
    {
        var turn = step.IndexOf('[', StringComparison.Ordinal);
        return turn < 0 ? null : step[..turn];
    }

    /// <summary>Counts a step that began or ended in the loop.</summary>
    public void Add(StepLine line, DateTimeOffset at)
    {
        var own = line.Key.EndsWith(']') && line.Key.LastIndexOf('[') == key.Length;
        _took = at - began;
        if (own && int.TryParse(line.Key.AsSpan(key.Length + 1, line.Key.Length - key.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            _turns = Math.Max(_turns, index + 1);
            _own = line;
        }

        _inner = own ? null : line;
        _warned += line.Mark == StepMark.Warned ? 1 : 0;
    }

    /// <summary>While it goes on: the turn it is in, and what the last one came to.</summary>
    public StepLine Now() => Line(StepMark.Ok) with
    {
        Result = _inner is { } inner ? $"{Turn()}: {inner.Id ?? inner.Label ?? inner.StepKind}" : $"{Turn()}{Last()}",
        Took = null,
    };

    public StepLine Ended() => Line(_warned > 0 ? StepMark.Warned : StepMark.Ok) with
    {
        Result = $"{KeyResult.Count(_turns, "turn", "turns")}{(_warned > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_warned:N0} warned") : "")}{Last()}",
    };

    private StepLine Line(StepMark mark) => new(mark, key, _own?.Id, _own?.StepKind ?? "", _own?.Label, null, _took);

    private string Turn() => string.Create(CultureInfo.InvariantCulture, $"turn {_turns:N0}");

    private string Last() => _own?.Result is { } result ? $", last {result}" : "";
}
