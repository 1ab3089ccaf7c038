using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Asks the step kind.</summary>
public sealed class LiveExecutor : IStepExecutor
{
    public ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        prepared.Run(ct);
}
