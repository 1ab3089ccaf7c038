using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// Lets the step kind simulate. From the first step on that would change something and is not run, what a step reads is
/// shown as it is now and believed no more: what the run would read there is not known.
/// </summary>
public sealed class DryRunExecutor : IStepExecutor
{
    private string? _notRun;

    public async ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct)
    {
        var outcome = await kind.SimulateAsync(step, prepared, context, ct);
        if (step.Effect != Effect.Read)
        {
            _notRun = step.Header.Name;
            return outcome;
        }

        return (outcome, step.Observes ? _notRun : null) switch
        {
            (_, null) => outcome,
            (Outcome.Succeeded succeeded, { } change) => new Outcome.Planned(Grade.Executed, $"as it is now: step {change} was not run")
            {
                Observed = succeeded.Result,
                Until = $"step {change}",
            },
            (Outcome.Failed failed, { } change) => new Outcome.Planned(Grade.NotSimulated, $"step {change} was not run; without it: {failed.Why.Message}")
            {
                Until = $"step {change}",
            },
            _ => outcome,
        };
    }
}
