using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Functions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>
/// What a check computes with values of which only the types are known: a sample takes the place of each, and what is wrong with the
/// type of a sample is wrong with every value. What is wrong with the sample alone is not told.
/// </summary>
internal static class Supposition
{
    public static Evaluated Apply(BinaryOperator binary, Value left, Value right, Operands at)
    {
        var decides = binary is BinaryOperator.Equal or BinaryOperator.NotEqual;
        var (a, b) = !decides ? (Typed.Sample(left), Typed.Sample(right))
            : left is Value.Unknown { MayBeNull: true } || right is Value.Unknown { MayBeNull: true } ? (Typed.Any, Typed.Any)
            : (Hollow(left), Hollow(right));
        var result = Operators.Apply(binary, a, b, at);
        if (result.Problem is { IsOfValue: true })
        {
            result = Operators.Apply(binary, Plain(left), Plain(right), at);
        }

        return !result.Ok || (left is not Value.Unknown && right is not Value.Unknown && result.Value is not Value.Unknown) ? result
            : decides || Symbols.Compares(binary) ? Typed.Boolean
            : Typed.Of(result.Value);
    }

    /// <param name="isKnown">Nothing in the arguments is unknown, as far as the function looks into them.</param>
    public static Evaluated Call(FunctionCall call, bool isKnown)
    {
        var function = call.Node.Function;
        var samples = ImmutableArray.CreateRange(call.Arguments, Typed.Sample);
        if (samples.Any(sample => sample is Value.Unknown) || (samples is [Value.List, _] && call.Arguments[1] is Value.Unknown))
        {
            return function.Result ?? Typed.Any; // of any type, or elements of which the run names the member
        }

        var result = function.Body(new(call.Node, samples));
        return !result.Ok ? (isKnown || !result.Problem.IsOfValue ? result : function.Result ?? Typed.Any)
            : isKnown && result.Value is not Value.Unknown ? result
            : function.Result ?? (result.Value is Value.List list ? Typed.Any with { Like = list } : Typed.Of(result.Value));
    }

    /// <summary>How many elements a list has is not known, so that it can be told from what is no list, and from nothing else.</summary>
    private static Value Hollow(Value value) => value is not Value.Unknown { Like: { } like } ? value
        : like is Value.List ? new Value.List([])
        : like is Value.Row ? new Value.Row([])
        : like;

    private static Value Plain(Value value) => value is Value.Unknown ? Typed.Any : value;
}
