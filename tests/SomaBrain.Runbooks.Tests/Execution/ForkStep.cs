using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Tests.Execution;

internal sealed record ForkStep(StepHeader Header, Expression Condition, ImmutableArray<Block> Arms) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override ImmutableArray<Block> Blocks => Arms;
}
