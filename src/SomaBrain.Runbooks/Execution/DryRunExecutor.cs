using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

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
            return (outcome, before) switch
            {
                (Outcome.Failed failed, { } other) => new Outcome.Planned(Grade.NotSimulated, WithoutIt(other, failed)),
                (Outcome.Planned { Why: not null } planned, not null) => planned with { Why = null }, // that step may start the server
                _ => outcome,
            };
        }

        return (outcome, step.Observes ? _notRun : null) switch
        {
            (_, null) => outcome,
            (Outcome.Succeeded succeeded, { } change) => new Outcome.Planned(Grade.Executed, $"as it is now: step {change} was not run")
            {
                Observed = succeeded.Result,
                Until = $"step {change}",
                Result = Secrets(kind, step, change),
            },
            (Outcome.Failed failed, { } change) => new Outcome.Planned(Grade.NotSimulated, WithoutIt(change, failed))
            {
                Why = Problems.IsMissingObject(failed.Why) ? null : failed.Why,
                Until = $"step {change}",
                Result = Secrets(kind, step, change),
            },
            _ => outcome,
        };
    }

    /// <summary>What is wrong with the world now, an earlier step may have mended by then; a value that is wrong stays so.</summary>
    public Outcome Refuse(Step step, Diagnostic why)
    {
        var change = _notRun;
        _notRun = step.Effect == Effect.Read ? change : step.Header.Name;
        return change is not null && Problems.IsOfTheWorld(why)
            ? new Outcome.Planned(Grade.NotSimulated, WithoutIt(change, new(why))) { Until = $"step {change}" }
            : new Outcome.Failed(why);
    }

    /// <summary>What is not known yet is secret all the same.</summary>
    internal static Value.Row? Secrets(IStepKind kind, Step step, string change) => kind.SecretMembers.Count == 0 ? null
        : new([.. kind.SecretMembers.Select(member => new Field(member, new Value.Secret($"steps.{step.Header.Name}", new Value.Unknown($"step {change}"))))]);

    private static string WithoutIt(string change, Outcome.Failed failed) => $"step {change} was not run; without it: {failed.Why.Message}";
}
