using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// The one loop. It knows neither how a step is carried out (the executor does) nor what a kind is: control flow is what
/// an outcome says.
/// </summary>
public sealed partial class Runner(StepCatalog catalog, IStepExecutor executor, RunSetup setup, RunControl control, IRunTrace trace)
{
    private readonly RunScope _scope = new(setup);
    private readonly RunTally _tally = new();
    private string? _endedAt;

    public async ValueTask<RunEnd> RunAsync()
    {
        await BlockAsync(setup.Playbook.Steps, "", 0, _scope, null);
        return _tally.End();
    }

    /// <returns>Whether the run goes on.</returns>
    private async ValueTask<bool> BlockAsync(
        ImmutableArray<Step> steps, string prefix, int depth, Expressions.IScope scope, string? condition)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var place = new Place($"{prefix}{i + 1}", depth, scope, condition);
            if (!await StepAsync(steps[i], place) && !setup.DryRun)
            {
                return false;
            }
        }

        return _endedAt is null;
    }

    private async ValueTask<bool> StepAsync(Step step, Place place)
    {
        if (_endedAt is not null)
        {
            NotReached(step, place);
            return false;
        }

        if (control.StopRequested)
        {
            _tally.Stop();
            return false;
        }

        _scope.ForgetTargets();
        var header = step.Header;
        if (header.When is { } when)
        {
            var decided = setup.Recorded.WasSkipped(place.Key)
                ? new Decision(false, null, null)
                : await Context(place, 1).DecideAsync(when, control.Cancel);
            switch (decided)
            {
                case { Problem: { } problem }:
                    return Refuse(step, place, await TitleAsync(step, place), problem);
                case { Is: false }:
                    Skip(step, place, await TitleAsync(step, place), $"`{when.Text}` is false");
                    return true;
                case { Is: null }:
                    place = place with { Condition = $"when {when.Text}" };
                    break;
                default:
                    break;
            }
        }

        return header.Loop switch
        {
            Loop.Repeat repeat => await RepeatAsync(step, repeat, place),
            Loop.ForEach each => await ForEachAsync(step, each, place),
            _ => (await TurnAsync(step, place)).GoesOn,
        };
    }

    /// <summary>A step whose own condition cannot be decided has failed, and the journal and the operator see where.</summary>
    private bool Refuse(Step step, Place place, string? title, Diagnostics.Diagnostic problem)
    {
        var failed = new Outcome.Failed(problem);
        setup.Journal.Append(Intent(step, place, title, 1, null), Durability.Buffered);
        if (OutcomeEvents.Of(step.Header, place.Key, 1, TimeSpan.Zero, failed) is { } end)
        {
            setup.Journal.Append(end, Durability.Buffered);
        }

        return End(step, place, title, null, failed);
    }

    private void Skip(Step step, Place place, string? title, string reason)
    {
        Remember(step, StepResults.Skipped(catalog[step.Header.Keyword], step.Header.Name));
        foreach (var inner in step.Blocks.SelectMany(block => block.Steps))
        {
            SkipInner(inner);
        }

        if (!setup.Recorded.WasSkipped(place.Key))
        {
            setup.Journal.Append(
                new JournalEvent.StepSkipped(place.Key, step.Header.Id, step.Header.Keyword, title, reason), Durability.Buffered);
        }

        trace.Skipped(step, place, reason);
    }

    private void SkipInner(Step step)
    {
        Remember(step, StepResults.Skipped(catalog[step.Header.Keyword], step.Header.Name));
        foreach (var inner in step.Blocks.SelectMany(block => block.Steps))
        {
            SkipInner(inner);
        }
    }

    private void NotReached(Step step, Place place)
    {
        trace.NotReached(step, place, $"the run would end at step {_endedAt}");
        foreach (var block in step.Blocks)
        {
            for (var i = 0; i < block.Steps.Length; i++)
            {
                NotReached(block.Steps[i], new Place($"{place.Key}.{block.Arm}.{i + 1}", place.Depth + 1, place.Scope, null));
            }
        }
    }

    /// <summary>Counts the end of a turn; a dry run notes where the run would have ended.</summary>
    private bool End(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
        trace.Ended(step, place, title, description, outcome);
        Remember(step, StepResults.Of(catalog[step.Header.Keyword], step.Header.Name, outcome));
        if (setup.DryRun && place.Condition is not null && outcome is Outcome.Failed or Outcome.SaidNo)
        {
            return true; // it may never be reached: the plan shows the problem, the run is not judged by it
        }

        var goesOn = _tally.Add(step.Header, outcome);
        if (!goesOn)
        {
            _endedAt = step.Header.Name;
        }

        return goesOn;
    }

    private void Remember(Step step, Value result)
    {
        if (step.Header.Id is { } id)
        {
            _scope.SetStep(id, result);
        }
    }

    private RunStepContext Context(Place place, int attempt) => new(setup, _scope, place, attempt);
}
