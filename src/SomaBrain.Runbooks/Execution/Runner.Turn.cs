using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>One turn: attempts, the journal around them, and the arms that an outcome opens.</content>
public sealed partial class Runner
{
    private async ValueTask<Turn> TurnAsync(Step step, Place place)
    {
        var kind = catalog[step.Header.Keyword];
        if (setup.Recorded.Outcome(place.Key) is { } recorded)
        {
            var went = End(step, place, null, null, recorded);
            return new(went && await ArmsAsync(step, place, recorded), StepResults.Of(kind, step.Header.Name, recorded));
        }

        var title = await TitleAsync(step, place);
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, description) = await AttemptAsync(kind, step, place, title, attempt);
            if (outcome is Outcome.Failed failed && step.Header.Retry is { } retry && attempt <= retry.Times
                && retry.Covers(failed.Why.SqlState) && !control.StopRequested)
            {
                await Task.Delay(retry.DelayAfter(attempt), setup.Time, control.StoppedToken).ContinueWith(_ => { }, TaskScheduler.Default);
                if (!control.StopRequested)
                {
                    continue;
                }
            }

            var goesOn = End(step, place, title, description, outcome);
            return new(goesOn && await ArmsAsync(step, place, outcome), StepResults.Of(kind, step.Header.Name, outcome));
        }
    }

    private async ValueTask<bool> ArmsAsync(Step step, Place place, Outcome outcome)
    {
        if (outcome is not Outcome.Took took)
        {
            return true;
        }

        foreach (var block in step.Blocks)
        {
            if (!took.Arms.Contains(block.Arm))
            {
                foreach (var inner in block.Steps)
                {
                    SkipInner(inner);
                }
            }
        }

        foreach (var block in step.Blocks.Where(block => took.Arms.Contains(block.Arm)))
        {
            var condition = took.Certain ? place.Condition : $"arm {block.Arm} of step {step.Header.Name}";
            if (!await BlockAsync(block.Steps, $"{place.Key}.{block.Arm}.", place.Depth + 1, place.Scope, condition))
            {
                return false;
            }
        }

        if (!took.Certain)
        {
            foreach (var inner in step.Blocks.SelectMany(block => block.Steps))
            {
                ForgetInner(inner); // outside the arm nobody knows whether it ran
            }
        }

        return true;
    }

    private void ForgetInner(Step step)
    {
        Remember(step, StepResults.Unknown(catalog[step.Header.Keyword], step.Header.Name));
        foreach (var inner in step.Blocks.SelectMany(block => block.Steps))
        {
            ForgetInner(inner);
        }
    }

    private async ValueTask<(Outcome Outcome, Description? Description)> AttemptAsync(
        IStepKind kind, Step step, Place place, string? title, int attempt)
    {
        var context = Context(place, attempt);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(control.Cancel);
        if (step.Header.Timeout is { } timeout)
        {
            limit.CancelAfter(timeout);
        }

        var began = setup.Time.GetTimestamp();
        var prepared = await PrepareAsync(kind, step, context, limit.Token);
        var description = (prepared as Prepared.Ready)?.Description;
        var durability = step.Effect == Effect.Read ? Durability.Buffered : Durability.Flushed;
        setup.Journal.Append(Intent(step, place, title, attempt, description), durability);
        _acting = step;
        var outcome = prepared switch
        {
            Prepared.Ready ready => await CarryOutAsync(kind, step, ready, context, limit.Token),
            Prepared.Refused refused => new Outcome.Failed(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (limit.IsCancellationRequested && !control.Cancel.IsCancellationRequested && outcome is Outcome.Interrupted)
        {
            outcome = new Outcome.Failed(Problems.StepTimedOut(step.Header.Span, step.Header.Timeout!.Value));
        }
        else if (limit.IsCancellationRequested && !control.Cancel.IsCancellationRequested && outcome is Outcome.InDoubt doubt)
        {
            outcome = new Outcome.InDoubt(Problems.TimedOutInDoubt(doubt.Why, step.Header.Timeout!.Value));
        }

        _unrecorded = (step, outcome);
        if (OutcomeEvents.Of(step.Header, place.Key, attempt, setup.Time.GetElapsedTime(began), outcome) is { } end)
        {
            setup.Journal.Append(end, outcome is Outcome.Paused or Outcome.InDoubt ? Durability.Flushed : durability);
        }

        (_acting, _unrecorded) = (null, null);
        return (outcome, description);
    }

    private static async ValueTask<Prepared> PrepareAsync(IStepKind kind, Step step, RunStepContext context, CancellationToken ct)
    {
        try
        {
            return await kind.PrepareAsync(step, context, ct);
        }
        catch (OperationCanceledException)
        {
            return new Prepared.Ready(null, _ => new(new Outcome.Interrupted()));
        }
    }

    private async ValueTask<Outcome> CarryOutAsync(IStepKind kind, Step step, Prepared.Ready ready, RunStepContext context, CancellationToken ct)
    {
        try
        {
            return await executor.ExecuteAsync(kind, step, ready, context, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return step.Effect == Effect.Read
                ? new Outcome.Interrupted()
                : new Outcome.InDoubt(Problems.CancelledInDoubt(step.Header.Span, step.Header.Name));
        }
    }

    private static JournalEvent.StepIntent Intent(Step step, Place place, string? title, int attempt, Description? description) => new(
        place.Key,
        step.Header.Id,
        step.Header.Keyword,
        EffectName.Of(step.Effect),
        step.UsesTarget ? step.Header.On : null,
        attempt,
        title,
        description is null ? null : RenderedText.Of(description));

    private async ValueTask<string?> TitleAsync(Step step, Place place)
    {
        if (step.Header.Title is not { } title)
        {
            return null;
        }

        var evaluated = await Context(place, 1).RenderAsync(title, control.Cancel);
        return evaluated.Value is { IsUnknown: false } value ? ValueText.Of(value) : title.Text.Content;
    }
}
