using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Expressions;

/// <summary>What the names in an expression mean at one place of one run.</summary>
public interface IScope
{
    /// <summary>The names that can be used here, for "did you mean": `item`, `index`, `error`, the roots.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Whether a name only leads to members: `params vars steps targets run`.</summary>
    bool IsRoot(string name);

    /// <summary>`item`, `index`, `error`, `value`, `baseline` or an `as` name; null when there is no such name.</summary>
    Value? Name(string name);

    /// <summary>A member of a root; null when there is no such member.</summary>
    Value? Member(string root, string name);

    /// <summary>The members of a root, for "did you mean".</summary>
    IEnumerable<string> Members(string root);
}
