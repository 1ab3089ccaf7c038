using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>
/// `+ - * / %`. Integers stay integers except under `/`, which always gives a decimal of 28 digits. A number beside a size
/// is a number of bytes. Nothing overflows silently.
/// </summary>
internal static class Arithmetic
{
    public static Evaluated Apply(BinaryOperator binary, Value left, Value right, Operands at)
    {
        if ((binary, left, right) is (BinaryOperator.Add, Value.Text x, Value.Text y) && (long)x.Content.Length + y.Content.Length > ValueLimit.Most)
        {
            return ValueLimit.Exceeded(at.Whole);
        }

        try
        {
            return Compute(binary, left, right) is { } result
                ? result
                : Problems.DifferentTypes(at.Whole.Span, at.Left.Words, ValueText.Kind(left), at.Right.Words, ValueText.Kind(right), Symbols.Of(binary));
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return Problems.Overflow(at.Whole.Span, at.Whole.Words);
        }
    }

    public static Evaluated Negate(Value value, Place operand, Place whole) => value switch
    {
        Value.Unknown { Like: { } like } => Negate(like, operand, whole) is { Ok: false } wrong ? wrong : value,
        Value.Unknown => value,
        Value.Integer { Whole: long.MinValue } or Value.Size { Count: long.MinValue } or Value.Duration { Length.Ticks: long.MinValue } => Problems.Overflow(whole.Span, whole.Words),
        Value.Integer x => new Value.Integer(-x.Whole),
        Value.Number x => new Value.Number(-x.Amount),
        Value.Duration x => new Value.Duration(-x.Length),
        Value.Size x => new Value.Size(-x.Count),
        Value.Null => Problems.NullOperand(operand.Span, operand.Words, "-"),
        _ => Problems.OperandType(operand.Span, operand.Words, ValueText.Kind(value), "-"),
    };

    /// <summary>The number in numbers and sizes (bytes); null for all else.</summary>
    public static decimal? Amount(Value value) => value switch
    {
        Value.Integer x => x.Whole,
        Value.Number x => x.Amount,
        Value.Size x => x.Count,
        _ => null,
    };

    private static Value? Compute(BinaryOperator binary, Value left, Value right) => (binary, left, right) switch
    {
        (BinaryOperator.Add, Value.Text x, Value.Text y) => new Value.Text(x.Content + y.Content),
        (BinaryOperator.Add, Value.Timestamp x, Value.Duration y) => new Value.Timestamp(x.At + y.Length),
        (BinaryOperator.Add, Value.Duration x, Value.Timestamp y) => new Value.Timestamp(y.At + x.Length),
        (BinaryOperator.Subtract, Value.Timestamp x, Value.Duration y) => new Value.Timestamp(x.At - y.Length),
        (BinaryOperator.Subtract, Value.Timestamp x, Value.Timestamp y) => new Value.Duration(x.At - y.At),
        (BinaryOperator.Add, Value.Duration x, Value.Duration y) => new Value.Duration(x.Length + y.Length),
        (BinaryOperator.Subtract, Value.Duration x, Value.Duration y) => new Value.Duration(x.Length - y.Length),
        (BinaryOperator.Divide, Value.Duration x, Value.Duration y) => new Value.Number((decimal)x.Length.Ticks / y.Length.Ticks),
        (BinaryOperator.Multiply, Value.Duration x, Value.Integer or Value.Number) => Length(x, Amount(right)!.Value),
        (BinaryOperator.Multiply, Value.Integer or Value.Number, Value.Duration y) => Length(y, Amount(left)!.Value),
        (BinaryOperator.Divide, Value.Duration x, Value.Integer or Value.Number) => Micros(x.Length.Ticks / 10m / Amount(right)!.Value),
        (BinaryOperator.Add or BinaryOperator.Subtract, Value.Integer x, Value.Integer y) =>
            new Value.Integer(binary == BinaryOperator.Add ? checked(x.Whole + y.Whole) : checked(x.Whole - y.Whole)),
        (BinaryOperator.Multiply, Value.Integer x, Value.Integer y) => new Value.Integer(checked(x.Whole * y.Whole)),
        (BinaryOperator.Remainder, Value.Integer x, Value.Integer y) => new Value.Integer(y.Whole == -1 ? 0 : x.Whole % y.Whole),
        (_, Value.Size, _) or (_, _, Value.Size) => Sized(binary, left, right),
        _ => Amount(left) is { } x && Amount(right) is { } y ? new Value.Number(Decimal(binary, x, y)) : null,
    };

    private static Value? Sized(BinaryOperator binary, Value left, Value right) => (binary, left, right, Amount(left), Amount(right)) switch
    {
        (BinaryOperator.Divide, Value.Size, Value.Size, { } x, { } y) => new Value.Number(x / y),
        (BinaryOperator.Multiply or BinaryOperator.Remainder, Value.Size, Value.Size, _, _) => null,
        (BinaryOperator.Divide or BinaryOperator.Remainder, _, Value.Size, _, _) => null,
        (BinaryOperator.Remainder, _, _, _, _) => null,
        (_, _, _, { } x, { } y) => new Value.Size((long)decimal.Round(Decimal(binary, x, y), MidpointRounding.AwayFromZero)),
        _ => null,
    };

    private static decimal Decimal(BinaryOperator binary, decimal x, decimal y) => binary switch
    {
        BinaryOperator.Add => x + y,
        BinaryOperator.Subtract => x - y,
        BinaryOperator.Multiply => NotLost(x * y, x, y),
        BinaryOperator.Divide => NotLost(x / y, x, 1),
        BinaryOperator.Remainder => x % y,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A product too small for 28 digits would silently be zero.</summary>
    private static decimal NotLost(decimal result, decimal x, decimal y) =>
        result == 0 && x != 0 && y != 0 ? throw new OverflowException() : result;

    private static Value.Duration Length(Value.Duration duration, decimal times) => Micros(duration.Length.Ticks / 10m * times);

    private static Value.Duration Micros(decimal micros) => new(new TimeSpan(checked((long)decimal.Round(micros, MidpointRounding.AwayFromZero) * 10)));

    public static bool IsZero(Value value) => value is Value.Duration { Length.Ticks: 0 } || Amount(value) == 0;
}
