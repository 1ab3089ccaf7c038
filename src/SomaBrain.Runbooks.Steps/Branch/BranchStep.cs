using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Branch;

/// <summary>The first arm whose condition is true, else `else`.</summary>
/// <param name="Conditions">One for each block but an `else`.</param>
public sealed record BranchStep(StepHeader Header, ImmutableArray<Expression> Conditions, ImmutableArray<Model.Block> Arms) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override ImmutableArray<Model.Block> Blocks => Arms;
}
