using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Ask;

/// <summary>A question whose answer is a value.</summary>
/// <param name="Choices">A list to choose from; null when <paramref name="Rules"/> say what an answer is.</param>
/// <param name="Label">How a choice is shown, with `item`; null: as its text.</param>
public sealed record AskStep(StepHeader Header, Template Question, Expression? Choices, Template? Label, Parameter? Rules) : Step(Header)
{
    public override Effect Effect => Effect.Read;

    public override bool MayPause => true;

    public override bool NeedsId => true;
}
