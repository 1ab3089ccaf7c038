using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A scope with a few more names: `item`, `index`, `value`.</summary>
public sealed class LocalScope(IScope outer, params ReadOnlySpan<(string Name, Value Value)> names) : IScope
{
    private readonly (string Name, Value Value)[] _names = names.ToArray();

    public IEnumerable<string> Names => _names.Select(n => n.Name).Concat(outer.Names);

    public Value? Name(string name)
    {
        foreach (var (key, value) in _names)
        {
            if (key == name)
            {
                return value;
            }
        }

        return outer.Name(name);
    }

    public Value? Member(string root, string name) => outer.Member(root, name);

    public IEnumerable<string> Members(string root) => outer.Members(root);

    public bool IsRoot(string name) => outer.IsRoot(name);
}
