using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Syntax;

internal static class References
{
    /// <summary>Every path from a name as far as its members are written out.</summary>
    public static ImmutableArray<Reference> Of(Node root)
    {
        if (Path(root) is { } only)
        {
            return [new(only, root.Place.Span) { HasFallback = false }];
        }

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
        : node is Node.Member or Node.Index && Chain(node).Length > 0 ? Keys(node).SelectMany(Paths).Prepend(node)
        : Children(node).SelectMany(Paths);

    /// <summary>A path with `[]` for each element that is taken; empty when it does not begin with a name.</summary>
    public static string[] Chain(Node node)
    {
        var length = 1;
        for (var at = node; Inner(at) is { } next; at = next)
        {
            length++;
        }

        var chain = new string[length];
        for (; Inner(node) is { } next; node = next)
        {
            chain[--length] = node is Node.Member member ? member.Word : Reference.Element;
        }

        if (node is not Node.Name name)
        {
            return [];
        }

        chain[0] = name.Word;
        return chain;
    }

    /// <summary>What a member or an element is taken of.</summary>
    private static Node? Inner(Node node) => node switch
    {
        Node.Member member => member.Target,
        Node.Index index => index.Target,
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
    public static ImmutableArray<string>? Path(Node node) => IsPath(node) ? ImmutableCollectionsMarshal.AsImmutableArray(Chain(node)) : null;

    private static IEnumerable<Node> Keys(Node node)
    {
        for (var at = node; Inner(at) is { } next; at = next)
        {
            if (at is Node.Index index)
            {
                yield return index.Key;
            }
        }
    }
}
