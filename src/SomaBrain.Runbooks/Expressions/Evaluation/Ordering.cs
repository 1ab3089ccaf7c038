using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>`&lt; &lt;= &gt; &gt;=`: numbers and sizes, text by its code units (not by a language's order), timestamps, durations.</summary>
internal static class Ordering
{
    public static Evaluated Apply(BinaryOperator binary, Value left, Value right, Operands at)
    {
        if (Compare(left, right) is not { } order)
        {
            return Problems.DifferentTypes(at.Whole.Span, at.Left.Words, ValueText.Kind(left), at.Right.Words, ValueText.Kind(right), Symbols.Of(binary));
        }

        return new Value.Boolean(binary switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>Negative, zero or positive; null when the two have no order.</summary>
    public static int? Compare(Value left, Value right) => (left, right) switch
    {
        (Value.Text x, Value.Text y) => string.CompareOrdinal(x.Content, y.Content),
        (Value.Timestamp x, Value.Timestamp y) => x.At.CompareTo(y.At),
        (Value.Duration x, Value.Duration y) => x.Length.CompareTo(y.Length),
        _ when Arithmetic.Amount(left) is { } x && Arithmetic.Amount(right) is { } y => x.CompareTo(y),
        _ => null,
    };
}
