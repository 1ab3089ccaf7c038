using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <summary>Asks a step's `done_when` whether its effect is there: before it, after it, and whenever nobody knows.</summary>
public sealed class DoneCheck(StepCatalog catalog, IStepExecutor executor, TimeProvider time)
{
    /// <param name="step">Has a `done_when`.</param>
    /// <param name="context">Of the step, with the names of the loops around it. What it journals is dropped.</param>
    /// <returns>Neither true nor false in a dry run that cannot know, or with a problem when nobody could tell.</returns>
    /// <exception cref="OperationCanceledException">The operator gave up.</exception>
    public async ValueTask<Decision> AskAsync(Step step, StepContext context, CancellationToken ct)
    {
        var probe = step.Header.DoneWhen ?? throw new ArgumentException("the step has no done_when", nameof(step));
        using var timer = probe.Header.Timeout is { } timeout ? new CancellationTokenSource(timeout, time) : null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, timer?.Token ?? CancellationToken.None);
        try
        {
            return await AskAsync(catalog[probe.Header.Keyword], probe, context, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && timer is { IsCancellationRequested: true })
        {
            return new(null, null, Problems.StepTimedOut(probe.Header.Span, probe.Header.Timeout!.Value));
        }
    }

    private async ValueTask<Decision> AskAsync(IStepKind kind, Step probe, StepContext context, CancellationToken ct)
    {
        switch (await kind.ReadyAsync(probe, context, ct))
        {
            case Prepared.Refused refused:
                return new(null, null, refused.Why);
            case Prepared.Ready { Until: { } until }:
                return new(null, until, null);
            case Prepared.Ready ready:
                var outcome = await executor.ExecuteAsync(kind, probe, ready, context, ct);
                ct.ThrowIfCancellationRequested();
                return Judge((IProbeKind)kind, probe, outcome);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Decision Judge(IProbeKind kind, Step probe, Outcome outcome) => kind.Judge(probe, outcome) is { } answer
        ? new(answer, null, null)
        : outcome switch
        {
            Outcome.Planned planned => new(null, planned.Until ?? planned.Reason ?? "the run", null),
            Outcome.Failed failed => new(null, null, failed.Why),
            Outcome.InDoubt doubt => new(null, null, doubt.Why),
            _ => new(null, null, Problems.NoAnswer(probe.Header.Span, kind.Answer)),
        };
}
