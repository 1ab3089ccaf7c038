using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>What is compared with a constant, and with which.</summary>
internal sealed class Comparison
{
    /// <summary>Above it the numbers between two constants are not looked for.</summary>
    private const decimal Largest = 1_000_000_000_000_000_000;

    private readonly Value _constant;
    private readonly int _sign;

    private Comparison(string left, Value constant, int sign)
    {
        Left = left;
        _constant = constant;
        _sign = sign;
    }

    public string Left { get; }

    /// <summary>A text, or a number of whatever kind.</summary>
    public Value Constant => _constant;

    /// <param name="sign">0: is it equal; -1: is it less; 1: is it more.</param>
    public static Comparison? Of(string left, Value constant, int sign) =>
        constant is Value.Text && sign == 0 ? new(left, constant, sign)
        : Number(constant) is { } number ? new(left, number, sign)
        : null;

    /// <summary>Null of what is no number, or one too large to be thought about.</summary>
    public static Value.Number? Number(Value? value) => value switch
    {
        Value.Integer x => Bounded(x.Whole),
        Value.Number x => Bounded(x.Amount),
        Value.Size x => Bounded(x.Count),
        Value.Duration x => Bounded(x.Length.Ticks),
        _ => null,
    };

    public bool Holds(Value value) => (value, _constant) switch
    {
        (Value.Text one, Value.Text other) => one.Content == other.Content,
        (Value.Number one, Value.Number other) => Math.Sign(one.Amount.CompareTo(other.Amount)) == _sign,
        _ => false,
    };

    private static Value.Number? Bounded(decimal number) => Math.Abs(number) < Largest ? new(number) : null;
}
