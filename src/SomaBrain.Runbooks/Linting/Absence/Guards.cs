using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>What an expression itself asks for before it comes to one of its paths: `a &amp;&amp; path`, `!a || path`, `a ? path : 0`.</summary>
internal static class Guards
{
    public static List<Formula> Of(Node root, SourceSpan path)
    {
        var guards = new List<Formula>();
        Find(root, path, guards);
        return guards;
    }

    private static bool Find(Node node, SourceSpan path, List<Formula> guards)
    {
        if (References.Path(node) is not null)
        {
            return node.Place.Span == path;
        }

        return node switch
        {
            Node.Binary { Operator: BinaryOperator.And } x => Find(x.Left, path, guards) || Behind(x.Left, true, x.Right, path, guards),
            Node.Binary { Operator: BinaryOperator.Or } x => Find(x.Left, path, guards) || Behind(x.Left, false, x.Right, path, guards),
            Node.Binary { Operator: BinaryOperator.Coalesce, Left: Node.Member { Target: Node.Name { Word: "params" } } left } x =>
                Find(left, path, guards) || Behind(IsNull(left), true, x.Right, path, guards),
            Node.Conditional x => Find(x.Condition, path, guards) || Behind(x.Condition, true, x.Then, path, guards) || Behind(x.Condition, false, x.Else, path, guards),
            _ => References.Children(node).Any(child => Find(child, path, guards)),
        };
    }

    /// <summary>A parameter is never missing, so that what stands behind its `??` is asked for only where it is null.</summary>
    private static Node.Binary IsNull(Node node) => new(BinaryOperator.Equal, node, new Node.Constant(Value.Null.Instance, node.Place), node.Place);

    private static bool Behind(Node guard, bool holds, Node node, SourceSpan path, List<Formula> guards)
    {
        var formula = FormulaReader.Plain.Read(guard);
        guards.Add(holds ? formula : Formula.Not(formula));
        if (Find(node, path, guards))
        {
            return true;
        }

        guards.RemoveAt(guards.Count - 1);
        return false;
    }
}
