using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions.Evaluation;

/// <summary>The scope of a check: all names there are, none of them known.</summary>
internal sealed class UnknownScope(IStaticNames names) : IScope
{
    public IEnumerable<string> Names => names.Names;

    public bool IsRoot(string name) => ReservedWords.Roots.Contains(name);

    public Value? Name(string name) => new Value.Unknown(name);

    public Value? Member(string root, string name) => new Value.Unknown($"{root}.{name}");

    public IEnumerable<string> Members(string root) => names.Members([root]) ?? [];
}
