using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>Prepares a step on a target that is there.</summary>
public static class StepPreparation
{
    public static async ValueTask<Prepared> ReadyAsync(this IStepKind kind, Step step, StepContext context, CancellationToken ct)
    {
        var reach = step.UsesTarget ? await context.ReachAsync(step.Header.On!, ct) : default;
        if (reach.Problem is { } problem)
        {
            return new Prepared.Refused(problem with { Span = problem.Span ?? step.Header.Span });
        }

        var prepared = await kind.PrepareAsync(step, context, ct);
        return prepared is Prepared.Ready ready && reach.Until is { } until ? ready with { Until = ready.Until ?? until } : prepared;
    }
}
