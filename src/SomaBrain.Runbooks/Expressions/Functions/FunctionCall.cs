using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Functions;

/// <summary>A call with its arguments, as many as the signature allows; none of them unknown, secret or missing.</summary>
internal readonly record struct FunctionCall(Node.Call Node, ImmutableArray<Value> Arguments)
{
    public Value this[int index] => Arguments[index] is Value.Cell cell ? cell.Scalar : Arguments[index];

    public Place At => Node.Place;

    public Place PlaceOf(int index) => Node.Arguments[index].Place;

    public Diagnostic WrongType(int index, string expected) =>
        Problems.WrongType(PlaceOf(index).Span, PlaceOf(index).Words, ValueText.Kind(Arguments[index]), expected, Node.Function.Signature);

    public Diagnostic CannotConvert(string reason) => Problems.CannotConvert(At.Span, PlaceOf(0).Words, reason);

    public Diagnostic Overflow() => Problems.Overflow(At.Span, At.Words);
}
