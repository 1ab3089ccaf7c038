using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>What an expression itself asks for before it comes to one of its paths: `a &amp;&amp; path`, `!a || path`, `a ? path : 0`, `a ?? path`.</summary>
/// <param name="absent">What is true where a result is not there, so that the other side of its `??` is asked for.</param>
internal sealed class Guards(Func<ImmutableArray<string>, Formula> absent)
{
    public List<Formula> Of(Node root, SourceSpan path)
    {
        var guards = new List<Formula>();
        Find(root, path, guards);
        return guards;
    }

    private bool Find(Node node, SourceSpan path, List<Formula> guards)
    {
        if (References.Path(node) is not null)
        {
            return node.Place.Span == path;
        }

        return node switch
        {
            Node.Binary { Operator: BinaryOperator.And } x => Find(x.Left, path, guards) || Behind(x.Left, true, x.Right, path, guards),
            Node.Binary { Operator: BinaryOperator.Or } x => Find(x.Left, path, guards) || Behind(x.Left, false, x.Right, path, guards),
            Node.Binary { Operator: BinaryOperator.Coalesce } x => Find(x.Left, path, guards) || Behind(Absent(x.Left), x.Right, path, guards),
            Node.Conditional x => Find(x.Condition, path, guards) || Behind(x.Condition, true, x.Then, path, guards) || Behind(x.Condition, false, x.Else, path, guards),
            _ => References.Children(node).Any(child => Find(child, path, guards)),
        };
    }

    private Formula Absent(Node node) => node switch
    {
        Node.Binary { Operator: BinaryOperator.Coalesce } x => Formula.And(Absent(x.Left), Absent(x.Right)),
        Node.Member { Target: Node.Name { Word: "params" } } x => FormulaReader.Plain.Read(IsNull(x)),
        _ => References.Path(node) is { } path ? absent(path) : Formula.True,
    };

    /// <summary>A parameter is never missing, so that what stands behind its `??` is asked for only where it is null.</summary>
    private static Node.Binary IsNull(Node node) => new(BinaryOperator.Equal, node, new Node.Constant(Value.Null.Instance, node.Place), node.Place);

    private bool Behind(Node guard, bool holds, Node node, SourceSpan path, List<Formula> guards)
    {
        var formula = FormulaReader.Plain.Read(guard);
        return Behind(holds ? formula : Formula.Not(formula), node, path, guards);
    }

    private bool Behind(Formula guard, Node node, SourceSpan path, List<Formula> guards)
    {
        guards.Add(guard);
        if (Find(node, path, guards))
        {
            return true;
        }

        guards.RemoveAt(guards.Count - 1);
        return false;
    }
}
