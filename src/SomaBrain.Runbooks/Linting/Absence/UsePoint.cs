using SomaBrain.Runbooks.Expressions;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>Where something is evaluated.</summary>
/// <param name="Place">The step that evaluates it; null at the end of the run, for `outputs`.</param>
/// <param name="Condition">What is evaluated, where the step goes on by it: it does not hold before it is known.</param>
internal sealed record UsePoint(StepPlace? Place, Expression? Condition)
{
    public static UsePoint At(StepPlace place, Expression expression)
    {
        var step = place.Step;
        var decides = step.Header.When == expression || step.Demands.Contains(expression) || step.Blocks.Any(block => block.When == expression);
        return new(place, decides ? expression : null);
    }

    /// <summary>The step itself and what it stands in, from the inside.</summary>
    public IEnumerable<StepPlace> Outwards() => Place?.Outwards() ?? [];
}
