using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>How a prepared step is carried out: for real, simulated, or answered from a journal.</summary>
public interface IStepExecutor
{
    ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct);
}
