using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Confirm;

/// <summary>A question to the operator; no ends the run.</summary>
/// <param name="Phrase">Must be typed as it is.</param>
public sealed record ConfirmStep(StepHeader Header, Template Question, Template? Phrase) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override bool MayPause => true;

    public override bool AsksConsent => true;
}
