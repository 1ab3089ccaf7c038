using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting;

/// <summary>Which names the expressions of a playbook speak of.</summary>
public sealed class UsedNames
{
    /// <summary>By their root.</summary>
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> _turns = new(StringComparer.Ordinal);
    private readonly StepNames _steps;

    private UsedNames(StepNames names) => _steps = names;

    public static UsedNames In(StepNames names)
    {
        var used = new UsedNames(names);
        foreach (var use in names.Uses)
        {
            foreach (var reference in use.Expression.References)
            {
                used.Add(reference.Path);
            }

            if (use.Expression.References.Any(reference => reference.Path is ["steps", _, "each", ..]))
            {
                used.AddTurns(use.Expression.Root);
            }
        }

        return used;
    }

    public bool Has(string root, string name) =>
        _whole.Contains(root) || (_names.TryGetValue(root, out var names) && names.Contains(name)) || (root == "steps" && _steps.LoopsOf(name).Any(loop => loop.Id is { } id && _turns.Contains(id)));

    private void Add(ImmutableArray<string> path)
    {
        if (path.Length > 1)
        {
            Add(path[0], path[1]);
        }
        else
        {
            _whole.Add(path[0]); // `steps[params.which]`: any of them
        }
    }

    private void Add(string root, string name)
    {
        if (!_names.TryGetValue(root, out var names))
        {
            _names[root] = names = new(StringComparer.Ordinal);
        }

        names.Add(name);
    }

    /// <summary>
    /// Steps in a loop are spoken of as members of its turns: `steps.loop.each[0].old.value`, `map(steps.loop.each, 'old.value')`. Whoever
    /// takes the turns as they are, such as a `for_each` over them, may speak of any step in it.
    /// </summary>
    private void AddTurns(Node node)
    {
        switch (node)
        {
            case Node.Member { Word: var step, Target: Node.Index { Target: Node.Member turns, Key: var key } } when IsTurns(turns):
                Add("steps", step);
                AddTurns(turns.Target);
                AddTurns(key);
                return;
            case Node.Call { Arguments: [Node.Member turns, Node.Constant { Value: Value.Text path }, ..] } when IsTurns(turns):
                Add("steps", path.Content.Split('.')[0]);
                AddTurns(turns.Target);
                return;
            case Node.Call { Function.Name: "size", Arguments: [Node.Member turns] } when IsTurns(turns):
                AddTurns(turns.Target);
                return;
            case Node.Member { Target: Node.Member loop } turns when IsTurns(turns):
                _turns.Add(loop.Word);
                break;
        }

        foreach (var child in References.Children(node))
        {
            AddTurns(child);
        }
    }

    /// <summary>`steps.loop.each`, or that of a loop inside it.</summary>
    private static bool IsTurns(Node.Member node) => node.Word == "each" && References.Chain(node) is ["steps", ..];
}
