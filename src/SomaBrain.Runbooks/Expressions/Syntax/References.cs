using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class References
{
    /// <summary>Every path from a name as far as its members are written out.</summary>
    public static ImmutableArray<Reference> Of(Node root)
    {
        var found = ImmutableArray.CreateBuilder<Reference>();
        Visit(root, found);
        return found.DrainToImmutable();
    }

    /// <summary>The path that ends with this node; null when it does not begin with a name.</summary>
    public static ImmutableArray<string>? Path(Node node) => node switch
    {
        Node.Name x => [x.Word],
        Node.Member x when Path(x.Target) is { } path => path.Add(x.Word),
        _ => null,
    };

    public static IEnumerable<Node> Children(Node node) => node switch
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

    private static void Visit(Node node, ImmutableArray<Reference>.Builder found)
    {
        if (Path(node) is { } path)
        {
            found.Add(new(path, node.Place.Span));
            return;
        }

        foreach (var child in Children(node))
        {
            Visit(child, found);
        }
    }
}
