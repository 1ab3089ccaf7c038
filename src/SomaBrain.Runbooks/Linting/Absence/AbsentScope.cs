using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Evaluation;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>All names unknown, but what a cause takes away: a condition that cannot be true then rules the cause out.</summary>
/// <param name="seen">One of the ways that the cause shows.</param>
internal sealed class AbsentScope(Cause cause, Value.Row seen) : IScope
{
    public static readonly Value Anything = new Value.Unknown("the run");

    public IEnumerable<string> Names => [];

    public Known Look(Formula.Atom atom) => atom.Node is null ? Known.Open : new Evaluator(this, null).Whole(atom.Node) switch
    {
        { Ok: false } => Known.Fails,
        { Value: Value.Boolean { Is: var known } } => known ? Known.Holds : Known.No,
        _ => Known.Open,
    };

    public bool IsRoot(string name) => ReservedWords.Roots.Contains(name);

    public Value Name(string name) => Anything;

    public Value? Member(string root, string name) =>
        root == "steps" && seen[name] is { } result ? result
        : cause.Empty is [var first, var second, .. var rest] && first == root && second == name ? Emptied(rest)
        : Anything;

    public IEnumerable<string> Members(string root) => [];

    /// <summary>`steps.old.rows` is empty, and so `steps.old.count` is 0.</summary>
    private static Value Emptied(ImmutableArray<string> rest) => rest switch
    {
        [] => new Value.List([]),
        ["rows"] => new Value.Row([new("rows", new Value.List([])), new("count", new Value.Integer(0)), new("status", Anything), .. Others("row", "value")]),
        [var member] => new Value.Row([new(member, new Value.List([])), new("status", Anything)]),
        _ => Anything,
    };

    private static IEnumerable<Field> Others(params string[] names) => names.Select(name => new Field(name, new Value.Missing("there is no row")));
}
