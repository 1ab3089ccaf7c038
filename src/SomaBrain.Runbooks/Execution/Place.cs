using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Where the loop stands.</summary>
/// <param name="Key">The step's path, loop turns included: `4[2].1`.</param>
/// <param name="Depth">0 for the playbook's own steps.</param>
/// <param name="Run">The names of the playbook whose step it is.</param>
/// <param name="Scope">With the names of the loops around.</param>
/// <param name="Condition">In a dry run: what decides whether this place is reached at all.</param>
public sealed record Place(string Key, int Depth, RunScope Run, IScope Scope, string? Condition)
{
    /// <summary>In a dry run: what was found out before the step, for the plan.</summary>
    public string? Note { get; init; }

    /// <summary>Of a turn of `for_each`: a fingerprint of its element.</summary>
    public string? Item { get; init; }

    public Place Turn(int index, IScope scope) => this with { Key = $"{Key}[{index}]", Scope = scope };
}
