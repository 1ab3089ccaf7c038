using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>How a prepared step is carried out: for real, simulated, or answered from a journal.</summary>
public interface IStepExecutor
{
    ValueTask<Outcome> ExecuteAsync(IStepKind kind, Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct);

    /// <summary>What a step comes to that cannot be prepared.</summary>
    Outcome Refuse(Step step, Diagnostic why) => new Outcome.Failed(why);
}
