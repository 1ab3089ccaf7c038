using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Functions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Syntax;

/// <summary>The whole language: what is not here cannot be written.</summary>
internal abstract record Node
{
    private Node(Place place) => Place = place;

    public Place Place { get; }

    public sealed record Constant(Value Value, Place At) : Node(At);

    public sealed record Name(string Word, Place At) : Node(At);

    public sealed record Member(Node Target, string Word, Place WordAt, Place At) : Node(At);

    public sealed record Index(Node Target, Node Key, Place At) : Node(At);

    public sealed record Not(Node Operand, Place At) : Node(At);

    public sealed record Negate(Node Operand, Place At) : Node(At);

    public sealed record Binary(BinaryOperator Operator, Node Left, Node Right, Place At) : Node(At);

    public sealed record Conditional(Node Condition, Node Then, Node Else, Place At) : Node(At);

    public sealed record Call(Function Function, ImmutableArray<Node> Arguments, Place At) : Node(At);

    public sealed record List(ImmutableArray<Node> Items, Place At) : Node(At);
}
