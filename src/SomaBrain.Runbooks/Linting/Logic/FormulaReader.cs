using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Logic;

/// <summary>
/// From the tree of a condition to its formula. Parentheses are gone from the tree; `a != b` is `!(a == b)`, `a &gt; b` is `b &lt; a`,
/// `a == true` is `a`, so that conditions that say the same are found to.
/// </summary>
/// <param name="mark">Set apart what has another value elsewhere: what it gives to a path becomes a part of the key. Null: nothing is.</param>
internal sealed class FormulaReader(Func<ImmutableArray<string>, string>? mark = null)
{
    public static readonly FormulaReader Plain = new();

    public Formula Read(Node node) => node switch
    {
        Node.Constant { Value: Value.Boolean { Is: var known } } => known ? Formula.True : Formula.False,
        Node.Not not => Formula.Not(Read(not.Operand)),
        Node.Binary { Operator: BinaryOperator.And } both => Formula.And(Read(both.Left), Read(both.Right)),
        Node.Binary { Operator: BinaryOperator.Or } any => Formula.Or(Read(any.Left), Read(any.Right)),
        Node.Binary { Operator: BinaryOperator.Equal } equal => Equal(equal),
        Node.Binary { Operator: BinaryOperator.NotEqual } unequal => Formula.Not(Equal(unequal)),
        Node.Binary { Operator: BinaryOperator.Less } less => Less(less, less.Left, less.Right),
        Node.Binary { Operator: BinaryOperator.Greater } more => Less(more, more.Right, more.Left),
        Node.Binary { Operator: BinaryOperator.GreaterOrEqual } least => Formula.Not(Less(least, least.Left, least.Right)),
        Node.Binary { Operator: BinaryOperator.LessOrEqual } most => Formula.Not(Less(most, most.Right, most.Left)),
        Node.Conditional choice => Choice(choice),
        _ => new Formula.Atom(Key(node), node, null),
    };

    private Formula Choice(Node.Conditional choice)
    {
        var condition = Read(choice.Condition);
        return Formula.Or(Formula.And(condition, Read(choice.Then)), Formula.And(Formula.Not(condition), Read(choice.Else)));
    }

    private Formula Equal(Node.Binary node)
    {
        var (left, right) = node.Left is Node.Constant ? (node.Right, node.Left) : (node.Left, node.Right);
        if (right is Node.Constant { Value: Value.Boolean { Is: var known } })
        {
            return known ? Read(left) : Formula.Not(Read(left));
        }

        var (first, second) = (Key(left), Key(right));
        var equality = new Node.Binary(BinaryOperator.Equal, left, right, node.Place);
        if (right is Node.Constant { Value: var constant } && Comparison.Of(first, constant, 0) is { } subject)
        {
            return new Formula.Atom($"({first} == {second})", equality, subject);
        }

        return new Formula.Atom(string.CompareOrdinal(first, second) <= 0 ? $"({first} == {second})" : $"({second} == {first})", equality, null);
    }

    private Formula.Atom Less(Node.Binary node, Node left, Node right)
    {
        var (first, second) = (Key(left), Key(right));
        return new(
            string.Concat("(", first, " < ", second) + ")",
            new Node.Binary(BinaryOperator.Less, left, right, node.Place),
            right is Node.Constant { Value: var most } ? Comparison.Of(first, most, -1)
            : left is Node.Constant { Value: var least } ? Comparison.Of(second, least, 1)
            : null);
    }

    private string Key(Node node) => node switch
    {
        Node.Constant constant => $"{ValueText.Kind(constant.Value)} '{ValueText.Of(constant.Value).Replace("'", "''", StringComparison.Ordinal)}'",
        Node.Name or Node.Member when References.Path(node) is { } path => $"{string.Join('.', path)}{mark?.Invoke(path)}",
        Node.Member member => $"{Key(member.Target)}.{member.Word}",
        Node.Index index => $"{Key(index.Target)}[{Key(index.Key)}]",
        Node.Not not => $"!{Key(not.Operand)}",
        Node.Negate negate => $"-{Key(negate.Operand)}",
        Node.Binary binary => string.Concat(["(", Key(binary.Left), " ", Symbols.Of(binary.Operator), " ", Key(binary.Right), ")"]),
        Node.Conditional choice => $"({Key(choice.Condition)} ? {Key(choice.Then)} : {Key(choice.Else)})",
        Node.Call call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Key))})",
        Node.List list => $"[{string.Join(", ", list.Items.Select(Key))}]",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
