using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>The arms that an outcome opens, one after the other as their kind says, and the end of the step around them.</content>
public sealed partial class Runner
{
    private ArmEnd _ended = ArmEnd.Well.Instance;
    private int _shelters;
    private bool _waitsForNobody;

    /// <summary>Ctrl-C once stops after this step, but not within `always` and `finally`.</summary>
    private bool StopNow => _shelters > 0 ? control.Cancel.IsCancellationRequested : control.StopRequested;

    /// <returns>Whether the run goes on, and what the step came to.</returns>
    private async ValueTask<Turn> ArmsAsync(Step step, Place place, Outcome.Took took)
    {
        SkipArms(step, place.Run);
        var kind = catalog[step.Header.Keyword];
        var result = StepResults.Of(kind, step, took);
        if (!took.Certain)
        {
            return new(await PossibleArmsAsync(step, place, took), result);
        }

        if (took.Arms is not [var arm])
        {
            return new(true, result);
        }

        Remember(step, place.Run, StepResults.Within(kind, step, took));
        var began = setup.Time.GetTimestamp();
        var walk = new ArmWalk(place, Enter(place, took), _tally.Setbacks) { Unexecuted = _unexecuted };
        for (Sequel? now = new(arm); now is not null; now = await FollowAsync(step, walk, now))
        {
        }

        _ended = walk.Pending;
        var end = await EndArmsAsync(step, place, walk);
        if (end is null && (walk.Pending is not ArmEnd.Stopped || _tally.IsKeptOut))
        {
            result = walk.Pending is ArmEnd.Well ? result : StepResults.Within(kind, step, took);
            Remember(step, place.Run, result);
            return new(walk.Pending is ArmEnd.Well, result);
        }

        if (!setup.Recorded.HasEnd(place.Key) && OutcomeEvents.Of(step.Header, place.Key, 1, setup.Time.GetElapsedTime(began), end ?? new Outcome.Interrupted()) is { } journaled)
        {
            _journal.Append(journaled, Durability.Buffered);
        }

        result = end is null ? StepResults.StoppedIn(kind, step, took)
            : _beyond is not null || (setup.DryRun && _unexecuted > walk.Unexecuted && end is Outcome.Succeeded) ? StepResults.NotSure(kind, step, end)
            : StepResults.Of(kind, step, end);
        Remember(step, place.Run, result);
        return new(_ended is ArmEnd.Well, result);
    }

    /// <summary>Where the arms stand: with the names of the playbook that is called, or with those around.</summary>
    private Place Enter(Place place, Outcome.Took took)
    {
        if (took.Enters is not { } entered)
        {
            return place;
        }

        var run = new RunScope(setup, entered.Callee, entered.Parameters, place.Key) { First = _scope, AsksNobody = place.Run.AsksNobody };
        foreach (var step in entered.Callee.Steps)
        {
            SkipInner(step, run); // until they are reached
        }

        return place with { Run = run, Scope = run };
    }

    /// <summary>A recorded call: its parameters as they were, as far as the journal may know them.</summary>
    private async ValueTask<Outcome> ReenterAsync(IStepKind kind, Step step, Place place, Outcome recorded)
    {
        if (recorded is not Outcome.Took || !step.Blocks.Any(block => block.Callee is not null))
        {
            return recorded;
        }

        var (outcome, before) = await PrepareAsync(kind, step, Context(place, 1), control.Cancel) switch
        {
            Prepared.Ready ready => (await ready.Run(control.Cancel), setup.Recorded.Values(place.Key)),
            Prepared.Refused refused => (new Outcome.Failed(refused.Why), []),
            _ => (new Outcome.Interrupted(), []),
        };
        return outcome is Outcome.Took { Enters: { } entered } took && entered.Given.Length == before.Length
            ? took with { Enters = entered with { Given = [.. entered.Given.Zip(before, (now, then) => new KeyValuePair<string, Value>(now.Key, RecordedEnd.LacksValue(then) ? now.Value : then))] } }
            : outcome;
    }

    /// <summary>Runs one arm; returns what follows.</summary>
    private async ValueTask<Sequel?> FollowAsync(Step step, ArmWalk walk, Sequel now)
    {
        var kind = catalog[step.Header.Keyword];
        var before = _tally.Setbacks;
        var end = await ArmAsync(step, walk, now);
        if (end is ArmEnd.Stopped && now.Settles)
        {
            _tally.Overrule(walk.Mark, before);
        }

        if (end is not ArmEnd.Well)
        {
            (walk.Pending, walk.Unexecuted) = (end, _unexecuted); // it failed whatever those come to
        }
        else if (now.Settles)
        {
            _tally.Settle(walk.Mark);
            (walk.Pending, walk.Settled, _over) = (end, true, null);
        }

        if (setup.DryRun && end is ArmEnd.Well)
        {
            await IfItFailsAsync(step, walk, now.Arm);
        }

        if (kind.After(step, now.Arm, end) is not { } next)
        {
            return null;
        }

        if (_tally.IsKeptOut)
        {
            return null; // the run goes on here when the lock is free
        }

        if (next.Shelters && control.Cancel.IsCancellationRequested)
        {
            _tally.NotRun($"{walk.Place.Key}.{next.Arm}");
            return null;
        }

        if (!setup.Recorded.Took(walk.Place.Key, next.Arm))
        {
            _journal.Append(new JournalEvent.BranchTaken(walk.Place.Key, next.Arm), Durability.Buffered);
        }

        return next;
    }

    private async ValueTask<ArmEnd> ArmAsync(Step step, ArmWalk walk, Sequel now)
    {
        var (over, waits) = (_over, _waitsForNobody);
        var isOver = WasOver(step, walk.Place.Key, now.Arm);
        _behindTheEnd += isOver ? 1 : 0;
        if (now.Settles || now.Shelters)
        {
            _over = null;
        }

        _ended = ArmEnd.Well.Instance;
        _shelters += now.Shelters ? 1 : 0;
        _waitsForNobody |= now.Shelters && walk.Pending is ArmEnd.Stopped;
        try
        {
            await BlockAsync(step, now.Arm, walk.Inside, walk.Pending is ArmEnd.Failed failed && now.Settles ? WithError(walk.Inside.Scope, failed) : walk.Inside.Scope, now.Shelters);
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            Stop(); // between two steps: a condition had to connect
        }
        finally
        {
            _shelters -= now.Shelters ? 1 : 0;
            _behindTheEnd -= isOver ? 1 : 0;
            _waitsForNobody = waits;
        }

        if (now.Shelters && _ended is ArmEnd.Stopped)
        {
            _tally.NotRun($"{walk.Place.Key}.{now.Arm}");
        }

        _over ??= over;
        return _ended;
    }

    /// <summary>Whether the journal tells that the run was ended within the arm, or of an arm behind it.</summary>
    private bool WasOver(Step step, string key, string arm)
    {
        var isBehind = false;
        foreach (var block in step.Blocks)
        {
            if (isBehind && setup.Recorded.Took(key, block.Arm))
            {
                return true;
            }

            isBehind |= block.Arm == arm;
        }

        return setup.Recorded.WasCancelled(key);
    }

    private async ValueTask BlockAsync(Step step, string arm, Place place, IScope scope, bool cleansUp = false)
    {
        if (step.Blocks.FirstOrDefault(block => block.Arm == arm) is { } block)
        {
            await BlockAsync(block.Steps, $"{place.Key}.{arm}.", place.Depth + 1, place.Run, scope, place.Condition, cleansUp);
        }
    }

    /// <summary>How the step ends; null for a kind that only chose.</summary>
    private async ValueTask<Outcome?> EndArmsAsync(Step step, Place place, ArmWalk walk)
    {
        switch (walk.Pending)
        {
            case ArmEnd.Well:
                var end = await catalog[step.Header.Keyword].EndAsync(step, walk.Settled, Context(walk.Inside, 1), control.Cancel);
                if (end is not null && _beyond is null && !_tally.Add(step.Header, end, _shelters > 0))
                {
                    _ended = ArmEnd.Of(step.Header.Name, end);
                    EndAt(step);
                }

                return end;
            case ArmEnd.Failed failed when step.FailsAsWhole:
                GoOn(step.Header.OnFailure, walk.Mark);
                return new Outcome.Failed(failed.Why);
            default:
                return null;
        }
    }

    /// <summary>What failed inside is told already; `on_failure` says what it means for the run.</summary>
    private void GoOn(OnFailure onFailure, int mark)
    {
        switch (onFailure)
        {
            case OnFailure.Warn:
                _tally.Settle(mark);
                break;
            case OnFailure.Continue:
                _tally.GoOn(mark);
                break;
            default:
                return;
        }

        (_ended, _over) = (ArmEnd.Well.Instance, null);
    }

    private LocalScope WithError(IScope scope, ArmEnd.Failed failed)
    {
        var unknown = new Value.Unknown("a failure");
        var isKnown = failed.Why.Code.Length > 0;
        return new(scope, ("error", new Value.Row(
        [
            new("code", isKnown ? new Value.Text(failed.Why.Code) : unknown),
            new("message", isKnown ? new Value.Text(failed.Why.Message) : unknown),
            new("sqlstate", !isKnown ? unknown : failed.Why.SqlState is { } state ? new Value.Text(state) : Value.Null.Instance),
            new("step", isKnown ? new Value.Text(failed.Step) : unknown),
        ])));
    }

    private void SkipArms(Step step, RunScope run)
    {
        foreach (var inner in Inner(step))
        {
            SkipInner(inner, run);
        }
    }
}
