using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
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
    private const string EmptyList = "its list is empty";

    private readonly RunScope _scope = new(setup, setup.Playbook, setup.Parameters);
    private readonly RunTally _tally = new();
    private IStepJournal _journal = null!;
    private string? _over;
    private Step? _acting;
    private (Step Step, Outcome Outcome)? _unrecorded;

    public async ValueTask<RunEnd> RunAsync()
    {
        _journal = setup.DryRun ? new SilentJournal() : new LedgerJournal(setup.Journal, _ledger);
        if (setup.Recorded.MayHaveChanged)
        {
            _tally.MayHaveChanged();
        }

        try
        {
            await StepsAsync();
            await UndoAfterFailureAsync();
            LeaveUnsettledSteps(_ => true);
            await FinallyAsync();
            await OutputsAsync(_ => true);
        }
        catch (JournalUnwritable lost)
        {
            CountLost(lost);
        }

        LeaveUnsettled(_ => true);
        return _tally.End() with { Outputs = Outputs(), Undoable = setup.Kept.Count == 0 ? _ledger.Left.Count() : 0 };
    }

    /// <summary>The journal is gone: what is known of the step that was at work counts all the same.</summary>
    private void CountLost(JournalUnwritable lost)
    {
        if (_unrecorded is { } known)
        {
            _tally.Add(known.Step.Header, known.Outcome);
        }
        else if (_acting is { } step && step.Effect != Effect.Read)
        {
            _tally.Add(step.Header, new Outcome.InDoubt(Problems.JournalLostInDoubt(step.Header.Span, step.Header.Name)));
        }

        _tally.LoseJournal(Problems.JournalLost(lost.Message, setup.RunId));
    }

    /// <param name="cleansUp">Whether they are the steps of an `always` or of `finally`.</param>
    /// <returns>Whether the run goes on.</returns>
    private async ValueTask<bool> BlockAsync(
        ImmutableArray<Step> steps, string prefix, int depth, RunScope run, Expressions.IScope scope, string? condition, bool cleansUp = false)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var place = InItsCall(new Place(KeyOf(steps[i], prefix, i), depth, run, scope, condition));
            var wasOver = _over is not null;
            if (await StepAsync(steps[i], place))
            {
                continue;
            }

            if (setup.DryRun)
            {
                Foresee(steps[i], place.Run, wasOver);
            }
            else
            {
                for (var left = i + 1; left < steps.Length && cleansUp && _ended is ArmEnd.Failed; left++)
                {
                    LeaveOut(steps[left], place with { Key = KeyOf(steps[left], prefix, left) }, steps[i]);
                }

                return false;
            }
        }

        return _over is null;
    }

    private async ValueTask<bool> StepAsync(Step step, Place place)
    {
        if (_over is null && ((StopNow && !HasUnsettled) || IsBehindTheEnd(place.Key) || (EndsAt(place.Key) && !setup.Recorded.Began(place.Key))))
        {
            Stop();
        }

        if (_over is not null)
        {
            await ShowAsync(step, place);
            return false;
        }

        if (setup.DryRun && _beyond is null)
        {
            _unexecutedBefore[step] = _unexecuted;
        }

        place.Run.ForgetTargets();
        var header = step.Header;
        if (setup.Recorded.WhySkipped(place.Key) is { } reason && reason != EmptyList)
        {
            if (reason == AlreadyDone)
            {
                Expect(step); // the server is as the step would have left it
            }

            Skip(step, place, null, reason);
            return true;
        }

        var mayBeSkipped = false;
        if (header.When is { } when && !setup.Recorded.Began(place.Key))
        {
            switch (await Context(place, 1).DecideAsync(when, control.Cancel))
            {
                case { Problem: { } problem }:
                    return Refuse(step, place, problem, await TitleAsync(step, place));
                case { Is: false }:
                    Skip(step, place, await TitleAsync(step, place), $"`{when.Text}` is false");
                    return true;
                case { Is: null }:
                    (place, mayBeSkipped) = (place with { Condition = $"`{when.Text}`" }, true);
                    break;
                default:
                    break;
            }
        }

        var goesOn = header.Loop switch
        {
            Loop.Repeat repeat => (await UnlessDoneAsync(step, place, async at => new(await RepeatAsync(step, repeat, at), new([])))).GoesOn,
            Loop.ForEach each => await ForEachAsync(step, each, place),
            _ => (await UnlessDoneAsync(step, place, at => TurnAsync(step, at))).GoesOn,
        };
        if (mayBeSkipped)
        {
            Forget(step, place.Run); // what it came to is known only in the run
        }

        return goesOn;
    }

    private bool Stop()
    {
        if (control.IsLeft)
        {
            _tally.Leave();
            _ended = new ArmEnd.Paused();
            _over ??= "the terminal was closed";
            return false;
        }

        _tally.Stop();
        _ended = new ArmEnd.Stopped();
        _over ??= "stopped by the operator";
        return false;
    }

    /// <summary>A step that could not even begin: its condition or its loop is wrong.</summary>
    private bool Refuse(Step step, Place place, Diagnostic why, string? title = null)
    {
        var outcome = new Outcome.Failed(why);
        _journal.Append(Intent(step, place, title, 1, null), Durability.Buffered);
        _journal.Append(OutcomeEvents.Of(step.Header, place.Key, 1, TimeSpan.Zero, outcome)!, Durability.Buffered);
        return End(step, place, title, null, outcome);
    }

    private bool End(Step step, Place place, string? title, Description? description, Outcome outcome) =>
        End(step, place, title, description, outcome, StepResults.Of(catalog[step.Header.Keyword], step, outcome));

    private void Skip(Step step, Place place, string? title, string reason)
    {
        SkipInner(step, place.Run);
        NoteSkipped(step, place, title, reason);
    }

    private void NoteSkipped(Step step, Place place, string? title, string reason)
    {
        if (setup.Recorded.WhySkipped(place.Key) is null)
        {
            _journal.Append(
                new JournalEvent.StepSkipped(place.Key, step.Header.Id, step.Header.Keyword, title, reason), Durability.Buffered);
        }

        trace.Skipped(step, place, reason);
    }

    private void SkipInner(Step step, RunScope run)
    {
        Remember(step, run, StepResults.Skipped(catalog[step.Header.Keyword], step));
        foreach (var inner in Inner(step))
        {
            SkipInner(inner, run);
        }
    }

    /// <summary>The steps inside it that its playbook can speak of.</summary>
    private static IEnumerable<Step> Inner(Step step) => step.Blocks.Where(block => block.Callee is null).SelectMany(block => block.Steps);

    /// <summary>Counts the end of a turn; a dry run notes where the run would have ended.</summary>
    /// <param name="result">What others see of it.</param>
    private bool End(Step step, Place place, string? title, Description? description, Outcome outcome, Value.Row result)
    {
        if (_beyond is { } why)
        {
            trace.NotReached(step, place, title, description, outcome, why);
            Remember(step, place.Run, outcome is Outcome.Took or Outcome.Planned ? result : StepResults.Unknown(catalog[step.Header.Keyword], step));
            return true;
        }

        trace.Ended(step, place, title, description, outcome);
        Remember(step, place.Run, result);
        if (setup.DryRun)
        {
            NoteUnexecuted(step, place, outcome);
        }

        if (setup.DryRun && place.Condition is not null && outcome is Outcome.Failed or Outcome.SaidNo)
        {
            return true; // it may never be reached: the plan shows the problem, the run is not judged by it
        }

        var goesOn = _tally.Add(step.Header, outcome, _shelters > 0);
        if (!goesOn)
        {
            _ended = ArmEnd.Of(step.Header.Name, outcome);
            EndAt(step);
        }

        return goesOn;
    }

    private static void Remember(Step step, RunScope run, Value result)
    {
        if (step.Header.Id is { } id)
        {
            run.SetStep(id, result is Value.Row row ? SensitiveResults.Cover(step, row) : result);
        }
    }

    private static void Remember(Step step, RunScope run, LoopResults turns)
    {
        if (step.Header.Id is { } id)
        {
            run.SetStep(id, () => SensitiveResults.Cover(step, turns.Together));
        }
    }

    private StepContext Context(Place place, int attempt) => AsKept(place, new(setup, _journal, place, attempt));
}
