using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class References
{
    /// <summary>Every path from a name as far as its members are written out.</summary>
    public static ImmutableArray<Reference> Of(Node root)
    {
        var found = ImmutableArray.CreateBuilder<Reference>();
        Collect(root, false, found);
        return found.DrainToImmutable();
    }

    /// <param name="replaced">The node stands before a `??`; what it is computed from does not.</param>
    private static void Collect(Node node, bool replaced, ImmutableArray<Reference>.Builder found)
    {
        if (Path(node) is { } path)
        {
            found.Add(new(path, node.Place.Span) { HasFallback = replaced });
            return;
        }

        var coalesces = node is Node.Binary { Operator: BinaryOperator.Coalesce };
        var children = Children(node);
        for (var i = 0; i < children.Length; i++)
        {
            var keeps = node is Node.Member || (node is Node.Index && i == 0);
            Collect(children[i], (coalesces && (i == 0 || replaced)) || (keeps && replaced), found);
        }
    }

    /// <summary>Those that the value is made of: whether one is null says nothing of it.</summary>
    public static IEnumerable<Node> Carried(Node node) =>
        IsPath(node) ? [node]
        : node is Node.Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } test && (IsNull(test.Left) || IsNull(test.Right)) ? []
        : Children(node).SelectMany(Carried);

    private static bool IsNull(Node node) => node is Node.Constant { Value: Value.Null };

    /// <summary>The same as nodes, and on through elements: `steps.loop.each[0].old`. What stands in brackets is a path of its own.</summary>
    public static IEnumerable<Node> Paths(Node node) =>
        IsPath(node) ? [node]
        : node is Node.Member or Node.Index && Chain(node) is not null ? Keys(node).SelectMany(Paths).Prepend(node)
        : Children(node).SelectMany(Paths);

    /// <summary>A path with `[]` for each element that is taken; null when it does not begin with a name.</summary>
    public static ImmutableArray<string>? Chain(Node node) => node switch
    {
        Node.Name name => [name.Word],
        Node.Member member => Chain(member.Target)?.Add(member.Word),
        Node.Index index => Chain(index.Target)?.Add(Reference.Element),
        _ => null,
    };

    public static ImmutableArray<Node> Children(Node node) => node switch
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

    private static bool IsPath(Node node)
    {
        while (node is Node.Member member)
        {
            node = member.Target;
        }

        return node is Node.Name;
    }

    /// <summary>The path that ends with this node; null when it does not begin with a name.</summary>
    public static ImmutableArray<string>? Path(Node node)
    {
        var length = 1;
        var first = node;
        for (; first is Node.Member member; first = member.Target)
        {
            length++;
        }

        if (first is not Node.Name name)
        {
            return null;
        }

        var path = new string[length];
        path[0] = name.Word;
        for (var at = node; at is Node.Member member; at = member.Target)
        {
            path[--length] = member.Word;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(path);
    }

    private static IEnumerable<Node> Keys(Node node)
    {
        for (var at = node; ; at = at is Node.Member member ? member.Target : ((Node.Index)at).Target)
        {
            switch (at)
            {
                case Node.Index index:
                    yield return index.Key;
                    break;
                case Node.Name:
                    yield break;
            }
        }
    }
}
