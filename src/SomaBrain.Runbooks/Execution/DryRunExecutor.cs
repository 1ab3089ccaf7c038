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

    /// <summary>The last of these that was no transaction: it may do anything, also make a server another.</summary>
    private string? _unbounded;

    public async ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct)
    {
        var outcome = await kind.SimulateAsync(step, prepared, context, ct);
        if (step.Effect != Effect.Read)
        {
            var before = _unbounded;
            _notRun = step.Header.Name;
            _unbounded = step.CanBeHalfDone ? step.Header.Name : before;
            return (outcome, before) is (Outcome.Failed failed, { } other)
                ? new Outcome.Planned(Grade.NotSimulated, WithoutIt(other, failed))
                : outcome;
        }

        return (outcome, step.Observes ? _notRun : null) switch
        {
            (_, null) => outcome,
            (Outcome.Succeeded succeeded, { } change) => new Outcome.Planned(Grade.Executed, $"as it is now: step {change} was not run")
            {
                Observed = succeeded.Result,
                Until = $"step {change}",
            },
            (Outcome.Failed failed, { } change) => new Outcome.Planned(Grade.NotSimulated, WithoutIt(change, failed))
            {
                Until = $"step {change}",
            },
            _ => outcome,
        };
    }

    private static string WithoutIt(string change, Outcome.Failed failed) => $"step {change} was not run; without it: {failed.Why.Message}";
}
