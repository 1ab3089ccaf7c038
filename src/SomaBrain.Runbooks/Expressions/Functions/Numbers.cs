using System.Globalization;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

internal static class Numbers
{
    public static Evaluated Abs(FunctionCall call) => call[0] switch
    {
        Value.Integer { Whole: >= 0 } or Value.Number { Amount: >= 0 } or Value.Size { Count: >= 0 } => call[0],
        Value.Duration x when x.Length >= TimeSpan.Zero => x,
        Value.Integer or Value.Number or Value.Size or Value.Duration => Arithmetic.Negate(call[0], call.PlaceOf(0), call.At),
        _ => call.WrongType(0, "a number, size or duration"),
    };

    /// <summary>Half goes away from zero, as PostgreSQL rounds numeric. Without digits the result is an integer.</summary>
    public static Evaluated Round(FunctionCall call)
    {
        if (call[0] is not (Value.Integer or Value.Number))
        {
            return call.WrongType(0, "a number");
        }

        var number = Arithmetic.Amount(call[0])!.Value;
        if (call.Arguments.Length == 1)
        {
            return Whole(decimal.Round(number, MidpointRounding.AwayFromZero), call);
        }

        return call[1] is Value.Integer { Whole: >= 0 and <= 28 } digits
            ? new Value.Number(decimal.Round(number, (int)digits.Whole, MidpointRounding.AwayFromZero))
            : call.WrongType(1, "an integer from 0 to 28");
    }

    /// <summary>A size gives its bytes. A fraction is never cut off.</summary>
    public static Evaluated Integer(FunctionCall call) => call[0] switch
    {
        Value.Integer x => x,
        Value.Size x => new Value.Integer(x.Count),
        Value.Number x when x.Amount == decimal.Truncate(x.Amount) => Whole(x.Amount, call),
        Value.Number => call.CannotConvert("it has a fraction; use `round`"),
        Value.Text x => long.TryParse(x.Content.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? new Value.Integer(whole)
            : call.CannotConvert("the text is no integer of 64 bits"),
        _ => call.WrongType(0, "a whole number, text or size"),
    };

    /// <summary>A size gives its bytes, a duration its seconds.</summary>
    public static Evaluated Number(FunctionCall call) => call[0] switch
    {
        Value.Integer or Value.Size => new Value.Number(Arithmetic.Amount(call[0])!.Value),
        Value.Number x => x,
        Value.Duration x => new Value.Number((decimal)x.Length.Ticks / TimeSpan.TicksPerSecond),
        Value.Text x => Decimals.TryParse(x.Content.AsSpan().Trim(), out var number)
            ? new Value.Number(number)
            : call.CannotConvert("the text is no number of up to 28 digits"),
        _ => call.WrongType(0, "a number, text, size or duration"),
    };

    private static Evaluated Whole(decimal number, FunctionCall call) =>
        number is >= long.MinValue and <= long.MaxValue ? new Value.Integer((long)number) : call.Overflow();
}
