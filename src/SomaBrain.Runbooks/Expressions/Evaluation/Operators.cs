using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Postgres;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>Comparison and arithmetic on any two values. A type that an operator does not take is an error even if the other side is unknown.</summary>
internal static class Operators
{
    public static Evaluated Apply(BinaryOperator binary, Value left, Value right, Operands at)
    {
        if (binary is BinaryOperator.Equal or BinaryOperator.NotEqual && NullTest(left, right) is { } isNull)
        {
            return new Value.Boolean(isNull == (binary == BinaryOperator.Equal));
        }

        var taint = new Taint();
        return taint.Around(Bare(binary, left, right, at, taint));
    }

    /// <summary>Whether a secret is there is no secret, so this is asked before secrecy is looked at. Null when neither side is null, or it cannot be known.</summary>
    private static bool? NullTest(Value left, Value right)
    {
        var (leftNull, rightNull) = (IsNull(left), IsNull(right));
        return leftNull || rightNull ? left.IsUnknown || right.IsUnknown ? null : leftNull && rightNull : null;
    }

    private static bool IsNull(Value value) => value is Value.Null or Value.Secret { Inner: Value.Null } or Value.Cell { Scalar: Value.Null };

    private static Evaluated Bare(BinaryOperator binary, Value left, Value right, Operands at, Taint taint)
    {
        if (TooLong(left, at.Left) is { } first)
        {
            return first;
        }

        if (TooLong(right, at.Right) is { } second)
        {
            return second;
        }

        var (a, b) = (taint.Bare(left), taint.Bare(right));
        if (binary is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            var equal = Equality.Apply(a, b, taint, at, Symbols.Of(binary));
            return equal is { Value: Value.Boolean { Is: var same } } ? new Value.Boolean(same == (binary == BinaryOperator.Equal)) : equal;
        }

        foreach (var (side, place) in new[] { (a, at.Left), (b, at.Right) })
        {
            if (side is Value.Null)
            {
                return Problems.NullOperand(place.Span, place.Words, Symbols.Of(binary));
            }

            if (!Accepts(binary, side))
            {
                return Problems.OperandType(place.Span, place.Words, ValueText.Kind(side), Symbols.Of(binary));
            }
        }

        if (binary is BinaryOperator.Divide or BinaryOperator.Remainder && Arithmetic.IsZero(b))
        {
            return Problems.DivisionByZero(at.Whole.Span, at.Right.Words);
        }

        return taint.Unknown is { } unknown ? unknown
            : Symbols.Compares(binary) ? Ordering.Apply(binary, a, b, at)
            : Arithmetic.Apply(binary, a, b, at);
    }

    private static bool Accepts(BinaryOperator binary, Value side) => side switch
    {
        Value.Unknown or Value.Integer or Value.Number or Value.Size => true,
        Value.Duration => binary != BinaryOperator.Remainder,
        Value.Timestamp => Symbols.Compares(binary) || binary is BinaryOperator.Add or BinaryOperator.Subtract,
        Value.Text => Symbols.Compares(binary) || binary == BinaryOperator.Add,
        _ => false,
    };

    /// <summary>A number or moment of PostgreSQL that no scalar holds keeps its text; computing with that text would be silently wrong.</summary>
    internal static Diagnostic? TooLong(Value value, Place at) =>
        (value is Value.Secret secret ? secret.Inner : value) is Value.Cell { Scalar: Value.Text } cell && PgTypes.Computes(cell.SqlType)
            ? Problems.NotComputable(at.Span, at.Words)
            : null;
}
