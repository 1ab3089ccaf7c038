using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>One turn: attempts, and the journal around them.</content>
public sealed partial class Runner
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(49);

    private async ValueTask<Turn> TurnAsync(Step step, Place place)
    {
        if (!step.Header.Undo.IsEmpty)
        {
            _keptAt[place.Key] = place;
        }

        var kind = catalog[step.Header.Keyword];
        var recorded = setup.Recorded.Outcome(step.Header, place.Key, kind.ReadsAgain(step));
        if (recorded is not null && !WasToRepeat(step, place, recorded))
        {
            var restored = recorded is Outcome.Took ? recorded : await kind.RestoreAsync(step, recorded, Context(place, 1), control.Cancel);
            return await EndTurnAsync(step, place, null, null, await ReenterAsync(kind, step, place, restored));
        }

        var title = await TitleAsync(step, place);
        var before = setup.Recorded.Outcome(step.Header, place.Key) is Outcome.Failed ? setup.Recorded.LastAttempt(place.Key) : 0; // it was to be tried again
        if (setup.Recorded.Open(place.Key) is { } open && step.Blocks.IsEmpty)
        {
            if (await SettleAsync(kind, step, place, open) is { } settled)
            {
                return await EndTurnAsync(step, place, title, null, settled);
            }

            before = open.Attempt;
        }

        if (EndsAt(place.Key) && recorded is Outcome.Failed failed)
        {
            return await EndTurnAsync(step, place, title, null, NotMade(step, place, title, before + 1, failed.Changed));
        }

        if (EndsAt(place.Key) && setup.Recorded.Outcome(step.Header, place.Key, false) is null)
        {
            return setup.Recorded.LastAttempt(place.Key) is > 0 and var last ? await EndTurnAsync(step, place, title, null, BreakOff(step, place, last)) : new(Stop(), new([]));
        }

        var given = setup.Recorded.Answer(place.Key);
        if (given is not null)
        {
            before = setup.Recorded.LastAttempt(place.Key) - 1; // goes on behind the answer
        }

        for (var attempt = before + 1; ; attempt++)
        {
            var (outcome, description) = await AttemptAsync(kind, step, place, title, attempt, given);
            given = null;
            if (IsToRepeat(step, attempt, outcome))
            {
                if (await PauseAsync(step.Header.Retry!.DelayAfter(attempt)))
                {
                    continue;
                }

                if (control.IsLeft)
                {
                    return new(Stop(), new([])); // the next attempt is made by whoever resumes it
                }

                outcome = NotMade(step, place, title, attempt + 1, ((Outcome.Failed)outcome).Changed);
            }

            return await EndTurnAsync(step, place, title, description, outcome);
        }
    }

    /// <summary>Whether a further attempt follows this one.</summary>
    private bool IsToRepeat(Step step, int attempt, Outcome outcome) =>
        _beyond is null && outcome is Outcome.Failed failed && step.Header.Retry is { } retry && attempt <= retry.Times && MayRepeat(retry, failed)
        && (!setup.DryRun || (step.Effect == Effect.Read && !IsSilent(step))); // a plan does not wait for what it would not do

    /// <summary>
    /// The operator stopped the run before the next attempt: the step is stopped, and has not failed. The journal has that attempt
    /// as one that was not made, so that nobody takes the failure before it for the end of the step.
    /// </summary>
    /// <param name="changed">What is known of the attempts before.</param>
    private Outcome.Interrupted NotMade(Step step, Place place, string? title, int attempt, Changed changed)
    {
        var end = new Outcome.Interrupted(changed);
        _journal.Append(Intent(step, place, title, attempt, null), Durability.Buffered);
        _journal.Append(OutcomeEvents.Of(step.Header, place.Key, attempt, TimeSpan.Zero, end)!, Durability.Buffered);
        return end;
    }

    /// <summary>What left a change behind is not done again; what may have left one, only where the step itself says so.</summary>
    private static bool MayRepeat(RetryPolicy retry, Outcome.Failed failed) =>
        !Problems.IsLock(failed.Why) && retry.Covers(failed.Why.SqlState) && (failed.Changed == Changed.None || (failed.Changed == Changed.Unknown && !retry.IsDefault));

    private bool IsSilent(Step step) => step.Connects && setup.Targets.IsSilent(step.Header.On!);

    /// <summary>A crash came between a failed attempt and the next one.</summary>
    private bool WasToRepeat(Step step, Place place, Outcome recorded) =>
        recorded is Outcome.Failed failed && step.Header.Retry is { } retry && setup.Recorded.LastAttempt(place.Key) <= retry.Times
        && MayRepeat(retry, failed) && setup.Recorded.WasPrepared(place.Key) && !setup.Recorded.IsPassed(place.Key);

    /// <returns>False when the operator stopped the run meanwhile.</returns>
    private async ValueTask<bool> PauseAsync(TimeSpan length)
    {
        if (!StopNow && length > TimeSpan.Zero && !setup.IsReplay)
        {
            await Task.Delay(Waitable(length), setup.Time, _shelters > 0 ? control.Cancel : control.StoppedToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return !StopNow;
    }

    /// <summary>No timer waits longer than 49 days.</summary>
    private static TimeSpan Waitable(TimeSpan length) => length > LongestWait ? LongestWait : length;

    private async ValueTask<Turn> EndTurnAsync(Step step, Place place, string? title, Description? description, Outcome outcome)
    {
        var result = StepResults.Of(catalog[step.Header.Keyword], step, outcome);
        var goesOn = End(step, place, title, description, outcome, result);
        if (setup.DryRun && outcome is Outcome.Planned or Outcome.Succeeded)
        {
            await TellUndoAsync(step, place);
        }

        if (step.Blocks.IsEmpty)
        {
            return new(goesOn, result);
        }

        if (goesOn && outcome is Outcome.Took took)
        {
            (goesOn, result) = await ArmsAsync(step, place, took);
        }
        else
        {
            SkipArms(step, place.Run); // its condition failed, and the run goes on without it
        }

        var inner = Inner(step).SelectMany(Ids).Select(id => (Id: id, Value: place.Run.Step(id)));
        return new(goesOn, new([.. result.Fields, .. inner.Where(one => one.Value is not null).Select(one => new Field(one.Id, one.Value!))]));
    }

    /// <summary>Of a loop inside only its own: what stands in it is reached through its `each`.</summary>
    private static IEnumerable<string> Ids(Step step)
    {
        var inner = step.Header.Loop is null ? Inner(step).SelectMany(Ids) : [];
        return step.Header.Id is { } id ? inner.Prepend(id) : inner;
    }

    private async ValueTask<(Outcome Outcome, Description? Description)> AttemptAsync(
        IStepKind kind, Step step, Place place, string? title, int attempt, JournalEvent.ConfirmAnswered? given)
    {
        place.Run.ForgetTargets();
        var context = given is null ? Context(place, attempt) : new AnsweredContext(Context(place, attempt), given);
        using var timer = step.Header.Timeout is { } timeout ? new CancellationTokenSource(Waitable(timeout), setup.Time) : null;
        using var both = timer is null ? null : CancellationTokenSource.CreateLinkedTokenSource(control.Cancel, timer.Token);
        var limit = both?.Token ?? control.Cancel;
        var began = setup.Time.GetTimestamp();
        var prepared = AsAgreed(step, place, await PrepareAsync(kind, step, context, limit));
        var description = (prepared as Prepared.Ready)?.Description;
        if (_beyond is not null)
        {
            return (await ShownAsync(kind, step, prepared, context, limit), description);
        }

        var durability = step.Effect == Effect.Read ? Durability.Buffered : Durability.Flushed;
        if (given is null)
        {
            _journal.Append(Intent(step, place, title, attempt, description), step.RecordsBeginning ? Durability.Buffered : durability);
        }

        _acting = step;
        var outcome = prepared switch
        {
            Prepared.Ready ready => await UnreachedAsync(step, limit) ?? await LockedOutAsync(step, limit) ?? SensitiveResults.Cover(step, kind, await CarryOutAsync(kind, step, ready, context, limit), catalog.Secrets),
            Prepared.Refused refused => executor.Refuse(step, refused.Why),
            _ => new Outcome.Interrupted(),
        };
        var mark = MarkOf(step, outcome);
        if (Marks.Differ(setup.Recorded.BuiltOn(place.Key), mark) && !IsAccepted(place, attempt))
        {
            (outcome, mark) = (new Outcome.InDoubt(Problems.ReadsAnother(step.Header.Span, step.Header.Name, setup.RunId, place.Key)), null);
        }

        if (outcome is Outcome.Interrupted && timer is { IsCancellationRequested: true } && !control.Cancel.IsCancellationRequested)
        {
            outcome = new Outcome.Failed(Problems.StepTimedOut(step.Header.Span, step.Header.Timeout!.Value));
        }
        else if (limit.IsCancellationRequested && !control.Cancel.IsCancellationRequested && outcome is Outcome.InDoubt doubt)
        {
            outcome = new Outcome.InDoubt(Problems.TimedOutInDoubt(doubt.Why, step.Header.Timeout!.Value));
        }

        if (_waitsForNobody && outcome is Outcome.Paused paused)
        {
            outcome = new Outcome.Failed(Problems.NobodyWaitsAtTheEnd(step.Header.Span, paused.Question));
        }

        if (outcome is Outcome.Succeeded succeeded)
        {
            outcome = await AfterAsync(step, place, attempt, succeeded);
        }

        _unrecorded = (step, outcome);
        if (OutcomeEvents.Of(step.Header, place.Key, attempt, setup.Time.GetElapsedTime(began), outcome) is { } end)
        {
            _journal.Append(end is JournalEvent.StepOutcome ended ? ended with { Mark = mark, Status = IsToRepeat(step, attempt, outcome) ? StepStatus.Failed : ended.Status } : end, outcome is Outcome.Paused or Outcome.InDoubt ? Durability.Flushed : durability);
        }

        (_acting, _unrecorded) = (null, null);
        return (outcome, description);
    }

    /// <returns>Null when it was broken off.</returns>
    private static async ValueTask<Prepared?> PrepareAsync(IStepKind kind, Step step, StepContext context, CancellationToken ct)
    {
        try
        {
            return await kind.ReadyAsync(step, context, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<Outcome> CarryOutAsync(IStepKind kind, Step step, Prepared.Ready ready, StepContext context, CancellationToken ct)
    {
        try
        {
            return await executor.ExecuteAsync(kind, step, ready, context, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return step.Effect == Effect.Read || setup.DryRun
                ? new Outcome.Interrupted()
                : new Outcome.InDoubt(Problems.CancelledInDoubt(step.Header.Span, step.Header.Name));
        }
    }

    /// <summary>Of a read that is read again when the run goes on later, as nothing keeps what it came to.</summary>
    private string? MarkOf(Step step, Outcome outcome) =>
        setup.Marks is not null && step.Effect == Effect.Read && outcome is Outcome.Succeeded { Result: var result } && RecordedEnd.LacksValue(result) ? setup.Marks.Of(result) : null;

    /// <summary>Whether a person said that the run goes on with what is there now.</summary>
    private bool IsAccepted(Place place, int attempt)
    {
        if (setup.Resolutions.For(place.Key, new(attempt)) is not { } said)
        {
            return false;
        }

        _journal.Append(said, Durability.Flushed);
        return true;
    }

    private static JournalEvent.StepIntent Intent(Step step, Place place, string? title, int attempt, Description? description) => new(
        place.Key,
        step.Header.Id,
        step.Header.Keyword,
        EffectName.Of(step.Effect),
        step.UsesTarget ? step.Header.On : null,
        attempt,
        title,
        description is null ? null : RenderedText.Of(description))
    {
        Item = place.Item,
    };

    private async ValueTask<string?> TitleAsync(Step step, Place place)
    {
        if (step.Header.Title is not { } title)
        {
            return null;
        }

        var context = Context(place, 1);
        var evaluated = await context.RenderAsync(title, control.Cancel);
        return evaluated.Value is { } value ? context.Shown(title, value) : title.Text.Content;
    }
}
