using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A scope with a few more names: `item`, `index`, `value`.</summary>
public sealed class LocalScope(IScope outer, params ReadOnlySpan<(string Name, Value Value)> names) : IScope
{
    private readonly IScope _outer = outer;

    private readonly (string Name, Value Value)[] _names = names.ToArray();

    /// <summary>The same names in front of those of another playbook scope.</summary>
    public static IScope On(IScope outermost, IScope scope) => scope is LocalScope local ? new LocalScope(On(outermost, local._outer), local._names) : outermost;

    public IEnumerable<string> Names => _names.Select(n => n.Name).Concat(_outer.Names);

    public Value? Name(string name)
    {
        foreach (var (key, value) in _names)
        {
            if (key == name)
            {
                return value;
            }
        }

        return _outer.Name(name);
    }

    public Value? Member(string root, string name) => _outer.Member(root, name);

    public IEnumerable<string> Members(string root) => _outer.Members(root);

    public bool IsRoot(string name) => _outer.IsRoot(name);
}
