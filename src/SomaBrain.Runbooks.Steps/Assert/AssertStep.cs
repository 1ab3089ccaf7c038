using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Assert;

/// <summary>What must be true for the run to go on.</summary>
/// <param name="Warns">`severity: warn`: a no is shown, and the run goes on.</param>
/// <param name="Remedy">What the operator does about it.</param>
public sealed record AssertStep(StepHeader Header, ImmutableArray<Expression> Conditions, Template? Message, bool Warns, Template? Remedy)
    : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override ImmutableArray<string> ResultsOfFailure => ["ok"];

    public override ImmutableArray<Expression> Demands => Warns ? [] : Conditions;
}
