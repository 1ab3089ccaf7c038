using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Binding;

/// <summary>The scope of a text that has no holes.</summary>
internal sealed class NoNames : IScope
{
    public static readonly NoNames Instance = new();

    public IEnumerable<string> Names => [];

    public bool IsRoot(string name) => false;

    public Value? Name(string name) => null;

    public Value? Member(string root, string name) => null;

    public IEnumerable<string> Members(string root) => [];
}
