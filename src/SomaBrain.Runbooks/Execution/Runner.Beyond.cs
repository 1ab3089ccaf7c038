using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>What stands behind the step at which a dry run found that the run would end: it is shown, and nobody is asked for it.</content>
public sealed partial class Runner
{
    /// <summary>What would be known there, by the names that are known here.</summary>
    private readonly Dictionary<RunScope, RunScope> _ahead = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why the run would not come to the steps that are shown now: nothing of them is asked, counted or kept. Null elsewhere.</summary>
    private string? _beyond;

    private void EndAt(Step step)
    {
        if (_over is null)
        {
            _over = $"step {step.Header.Name} would fail";
            _ahead.Clear();
        }
    }

    /// <summary>Had the step not failed, nobody knows what it came to.</summary>
    /// <param name="wasOver">It is itself one that is not reached.</param>
    private void Foresee(Step step, RunScope run, bool wasOver)
    {
        if (_over is not null && !wasOver)
        {
            Remember(step, Ahead(run), StepResults.Unknown(catalog[step.Header.Keyword], step));
        }
    }

    private RunScope Ahead(RunScope run) => _ahead.TryGetValue(run, out var ahead) ? ahead : _ahead[run] = run.Ahead();

    /// <summary>In a dry run that nobody stopped all of the step: the same loop goes over it, with names of its own.</summary>
    private async ValueTask ShowAsync(Step step, Place place)
    {
        if (!setup.DryRun || control.StopRequested || control.IsLeft)
        {
            NotReached(step, place);
            return;
        }

        var (over, ended, run) = (_over!, _ended, Ahead(place.Run));
        (_over, _beyond) = (null, $"not reached: {over}");
        await StepAsync(step, place with { Run = run, Scope = LocalScope.On(run, place.Scope) });
        _beyond = null;
        if (_over is null)
        {
            (_over, _ended) = (over, ended); // else the operator stopped it here
        }
    }

    /// <summary>What is prepared and not simulated. Only what chooses arms chooses them.</summary>
    private static async ValueTask<Outcome> ShownAsync(IStepKind kind, Step step, Prepared? prepared, StepContext context, CancellationToken ct) => prepared switch
    {
        Prepared.Ready ready when !step.Blocks.IsEmpty => await kind.SimulateAsync(step, ready, context, ct),
        Prepared.Refused refused => new Outcome.Planned(Grade.NotSimulated, null) { Why = refused.Why, Result = DryRunExecutor.Secrets(kind, step, step.Header.Name) },
        _ => new Outcome.Planned(Grade.NotSimulated, null) { Result = DryRunExecutor.Secrets(kind, step, step.Header.Name) },
    };

    private void NotReached(Step step, Place place)
    {
        trace.NotReached(step, place, _over!);
        foreach (var block in step.Blocks)
        {
            for (var i = 0; i < block.Steps.Length; i++)
            {
                NotReached(block.Steps[i], new Place($"{place.Key}.{block.Arm}.{i + 1}", place.Depth + 1, place.Run, place.Scope, null));
            }
        }
    }
}
