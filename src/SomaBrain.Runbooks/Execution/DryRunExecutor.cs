using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Lets the step kind simulate.</summary>
public sealed class DryRunExecutor : IStepExecutor
{
    public ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        kind.SimulateAsync(step, prepared, context, ct);
}
