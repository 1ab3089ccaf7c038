using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Model;

/// <summary>Steps under a name: an arm of a branch (`1`, `2`, `else`).</summary>
public sealed record Block(string Arm, ImmutableArray<Step> Steps)
{
    /// <summary>The playbook whose steps they are, when it is another one: it has names of its own.</summary>
    public Playbook? Callee { get; init; }

    public BlockRole Role { get; init; }

    /// <summary>What must be true for the block to run; null when nothing must.</summary>
    public Expression? When { get; init; }
}
