using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>
/// Which names mean the same at two places of a playbook. A called playbook has names of its own; what a loop brings differs from loop
/// to loop, what a step comes to from inside of it, and a server may have changed from one step to the next.
/// </summary>
internal sealed class StableNames
{
    /// <summary>The mark of what a playbook itself is given, and not one that it calls.</summary>
    public const string Own = ".0";

    private readonly Stack<int> _playbooks = new([0]);
    private readonly Stack<int> _loops = new();
    private readonly List<string?> _around = [];
    private int _count;

    public void Enter(Step step)
    {
        _around.Add(step.Header.Id);
        if (step.Header.Loop is not null)
        {
            _loops.Push(++_count);
        }
    }

    public void Leave(Step step)
    {
        _around.RemoveAt(_around.Count - 1);
        if (step.Header.Loop is not null)
        {
            _loops.Pop();
        }
    }

    public void Enter(Block block)
    {
        if (block.Callee is not null)
        {
            _playbooks.Push(++_count);
        }
    }

    public void Leave(Block block)
    {
        if (block.Callee is not null)
        {
            _playbooks.Pop();
        }
    }

    /// <summary>What sets a path apart from the same one where it means something else.</summary>
    public string Mark(ImmutableArray<string> path) => path switch
    {
        ["run", ..] => "",
        ["params" or "vars", _, ..] => Number('.', _playbooks.Peek()),
        ["steps", var id, ..] when !_around.Contains(id) => Number('.', _playbooks.Peek()),
        ["item" or "index", ..] when _loops.Count > 0 => Number('@', _loops.Peek()),
        _ => Number('#', ++_count),
    };

    /// <summary>What only the run decides.</summary>
    public Formula Unknown() => new Formula.Atom(Number('?', ++_count), null, null);

    private static string Number(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
}
