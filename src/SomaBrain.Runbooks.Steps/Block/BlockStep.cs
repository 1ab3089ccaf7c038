using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Block;

/// <summary>Steps that are tried; those that run when they fail; those that run in any case.</summary>
/// <param name="Arms">`block`, then `rescue` and `always` as far as they are there.</param>
public sealed record BlockStep(StepHeader Header, ImmutableArray<Model.Block> Arms) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override ImmutableArray<Model.Block> Blocks => Arms;

    public override bool FailsAsWhole => true;

    public bool Has(string arm) => Arms.Any(block => block.Arm == arm);
}
