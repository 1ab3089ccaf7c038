using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class References
{
    /// <summary>Every path from a name as far as its members are written out.</summary>
    public static ImmutableArray<Reference> Of(Node root) => [.. Paths(root).Select(node => new Reference(Path(node)!.Value, node.Place.Span))];

    /// <summary>The same as nodes.</summary>
    public static IEnumerable<Node> Paths(Node node) => Path(node) is not null ? [node] : Children(node).SelectMany(Paths);

    /// <summary>The path that ends with this node; null when it does not begin with a name.</summary>
    public static ImmutableArray<string>? Path(Node node) => node switch
    {
        Node.Name x => [x.Word],
        Node.Member x when Path(x.Target) is { } path => path.Add(x.Word),
        _ => null,
    };

    private static ImmutableArray<Node> Children(Node node) => node switch
    {
        Node.Member x => [x.Target],
        Node.Index x => [x.Target, x.Key],
        Node.Not x => [x.Operand],
        Node.Negate x => [x.Operand],
        Node.Binary x => [x.Left, x.Right],
        Node.Conditional x => [x.Condition, x.Then, x.Else],
        Node.Call x => x.Arguments,
        Node.List x => x.Items,
        _ => [],
    };
}
