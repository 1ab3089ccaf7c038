using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Confirm;

/// <summary>A question to the operator; no ends the run.</summary>
/// <param name="Phrase">Must be typed as it is.</param>
/// <param name="Show">What the operator sees before the question.</param>
/// <param name="Approvals">How many people besides the operator have to agree; 0: the operator answers.</param>
/// <param name="Approvers">Who may agree; empty: whoever the policy lets.</param>
/// <param name="Expires">How long an approval is good.</param>
public sealed record ConfirmStep(
    StepHeader Header, Template Question, Template? Phrase, ImmutableArray<Expression> Show, int Approvals, ImmutableArray<string> Approvers, TimeSpan? Expires) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override bool MayPause => true;

    /// <summary>Its question is a text; what it shows is of the moment.</summary>
    public override bool CanBeKept => Show.IsEmpty && Approvals == 0;

    public override bool AsksConsent => true;
}
