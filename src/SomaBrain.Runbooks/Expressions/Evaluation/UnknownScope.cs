using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>The scope of a check: all names there are, none of them known but by their types.</summary>
internal sealed class UnknownScope(IStaticNames names) : IScope
{
    public IEnumerable<string> Names => names.Names;

    public bool IsRoot(string name) => ReservedWords.Roots.Contains(name);

    public Value? Name(string name) => names.TypeOf(name, null);

    public Value? Member(string root, string name) => names.TypeOf(root, name);

    public IEnumerable<string> Members(string root) => names.Members([root]) ?? [];
}
