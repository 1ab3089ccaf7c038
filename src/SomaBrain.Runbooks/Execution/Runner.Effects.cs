using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Execution;

/// <content>What surrounds an effect: whether it is there already, and what reverts it.</content>
public sealed partial class Runner
{
    public const string AlreadyDone = "already done: `done_when` is true";

    private readonly DoneCheck _done = new(catalog, executor, setup.Time);
    private readonly UndoKeeper _undo = new(catalog);

    /// <summary>A step, a whole `repeat` or one turn of a `for_each`, unless its effect is there already.</summary>
    private async ValueTask<Turn> UnlessDoneAsync(Step step, Place place, Func<Place, ValueTask<Turn>> act)
    {
        if (_beyond is not null)
        {
            return await act(step.Header.DoneWhen is null ? place : place with { Condition = "it is not done yet" });
        }

        Expect(step);
        if (step.Header.DoneWhen is null)
        {
            return await act(place);
        }

        var began = setup.Recorded.Began(place.Key);
        if (setup.Recorded.WhySkipped(place.Key) is { } recorded)
        {
            return SkippedTurn(step, place, recorded);
        }

        var before = began ? new Decision(false, null, null) : await AskAsync(step, place);
        switch (before)
        {
            case { Problem: { } problem }:
                var goesOn = Refuse(step, place, problem);
                return new(goesOn, StepResults.Of(catalog[step.Header.Keyword], step, new Outcome.Failed(problem)));
            case { Is: true }:
                return SkippedTurn(step, place, setup.DryRun ? $"{AlreadyDone}, it would be skipped" : AlreadyDone);
            case { Is: false }:
                var turn = await act(setup.DryRun ? place with { Note = "`done_when` is false: it would run" } : place);
                return turn.GoesOn && IsCheckedAround(step) && !setup.Recorded.IsPassed(place.Key) && !setup.DryRun ? await CheckAsync(step, place, turn) : turn;
            default:
                var maybe = await act(place with { Condition = $"not done yet, which is known after {before.Until}" });
                Forget(step, place.Run);
                return maybe with { Result = StepResults.Unknown(catalog[step.Header.Keyword], step) };
        }
    }

    /// <summary>Of a recorded step too: its server is as it left it.</summary>
    private void Expect(Step step)
    {
        foreach (var target in step.Header.Changes == ServerChange.None ? [] : step.UsesTarget ? [step.Header.On!] : setup.Targets.Names)
        {
            setup.Targets.Expect(target, step.Header.Changes);
            setup.Lock.Expect(target, step.Header.Changes);
        }
    }

    /// <summary>What a single act cannot tell: whether all turns, or all steps inside, came to the effect.</summary>
    private static bool IsCheckedAround(Step step) => step.Header.Loop is Loop.Repeat || !step.Blocks.IsEmpty;

    private Turn SkippedTurn(Step step, Place place, string reason)
    {
        Skip(step, place, null, reason);
        return new(true, StepResults.Skipped(catalog[step.Header.Keyword], step));
    }

    private async ValueTask<Turn> CheckAsync(Step step, Place place, Turn turn)
    {
        var after = await AskAsync(step, place);
        if (after.Is == true)
        {
            return turn;
        }

        var goesOn = Refuse(step, place, after.Problem ?? Problems.NotDone(step.Header.DoneWhen!.Header.Span, step.Header.Name));
        return new(goesOn, StepResults.Failed(catalog[step.Header.Keyword], step, turn.Result));
    }

    private ValueTask<Decision> AskAsync(Step step, Place place)
    {
        place.Run.ForgetTargets();
        return _done.AskAsync(step, new RunStepContext(setup, new SilentJournal(), place with { Key = $"{place.Key}.done_when" }, 1), control.Cancel);
    }

    /// <summary>After a step that went well: what would revert it, and is the effect there? What it did is to be reverted also where that is not all.</summary>
    private async ValueTask<Outcome> AfterAsync(Step step, Place place, int attempt, Outcome.Succeeded outcome)
    {
        if (setup.DryRun || (step.Header.DoneWhen is null && step.Header.Undo.IsEmpty))
        {
            return outcome;
        }

        Remember(step, place.Run, StepResults.Of(catalog[step.Header.Keyword], step, outcome));
        try
        {
            var kept = await KeepUndoAsync(step, place, attempt, outcome);
            return kept is Outcome.Succeeded && step.Header.DoneWhen is { } probe && !IsCheckedAround(step)
                && await AskAsync(step, place) is { Is: not true } after
                ? new Outcome.Failed(after.Problem ?? Problems.NotDone(probe.Header.Span, step.Header.Name), outcome.Changed, outcome.Result)
                : kept;
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            return new Outcome.Failed(Problems.DoneUnchecked(step.Header.Span, step.Header.Name), outcome.Changed, outcome.Result);
        }
    }

    private async ValueTask<Outcome> KeepUndoAsync(Step step, Place place, int attempt, Outcome.Succeeded outcome)
    {
        if (step.Header.Undo.IsEmpty || (setup.Recorded.KeptUndo(place.Key) && setup.Recorded.LastAttempt(place.Key) == attempt))
        {
            return outcome;
        }

        var (kept, problem) = await _undo.RenderAsync(step, n => Context(place with { Key = $"{place.Key}.undo.{n}" }, attempt), control.Cancel);
        if (problem is not null)
        {
            return new Outcome.Failed(Problems.UndoNotKept(problem, step.Header.Name), outcome.Changed, outcome.Result);
        }

        _journal.Append(new JournalEvent.UndoRemembered(place.Key, attempt, kept), Durability.Buffered); // flushed with the outcome
        return outcome;
    }
}
