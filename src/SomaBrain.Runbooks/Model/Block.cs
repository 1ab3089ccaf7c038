using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Model;

/// <summary>Steps under a name: an arm of a branch (`1`, `2`, `else`).</summary>
public sealed record Block(string Arm, ImmutableArray<Step> Steps)
{
    /// <summary>The playbook whose steps they are, when it is another one: it has names of its own.</summary>
    public Playbook? Callee { get; init; }
}
