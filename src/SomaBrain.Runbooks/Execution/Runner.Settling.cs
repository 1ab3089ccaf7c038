using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <content>What a crash or a doubt left open is settled before anything else happens (execution.md §6). Nothing is guessed.</content>
public sealed partial class Runner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceAfterEnding = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>Who says so: the step itself.</summary>
    private const string DoneWhen = "done_when";

    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>Ctrl-C does not end a run before it was found out how its last part ended.</summary>
    private bool HasUnsettled => setup.Recorded.OpenSteps.Any(key => !_settled.Contains(key)) && !control.Cancel.IsCancellationRequested;

    /// <returns>How the step ended; null when it is to be carried out now.</returns>
    private async ValueTask<Outcome?> SettleAsync(IStepKind kind, Step step, Place place, OpenAttempt open)
    {
        _settled.Add(place.Key);
        var resolved = open.Resolved;
        if (resolved is null)
        {
            (resolved, var doubt) = await FindOutAsync(kind, step, place, open);
            _journal.Append(resolved ?? (JournalEvent)new JournalEvent.StepInDoubt(place.Key, open.Attempt, doubt!.Message), Durability.Flushed);
            if (resolved is null)
            {
                return new Outcome.InDoubt(doubt!);
            }
        }

        var next = resolved.Resolution == Resolution.Done ? "it was done" : EndsAt(place.Key) ? "it is not carried out any more" : "it is carried out now";
        setup.Say($"step {step.Header.Name}, where the run was broken off: {resolved.Reason} ({resolved.By}); {next}");
        if (resolved.Resolution == Resolution.Retry)
        {
            _tally.MayHaveChanged();
        }

        return resolved.Resolution == Resolution.Done ? await DoneAsync(kind, step, place, open, resolved.By == DoneWhen ? null : open.Sent) : null;
    }

    /// <summary>It is done, and what it came to is lost but for what stands beside its COMMIT: whoever asks for the rest is told so.</summary>
    /// <param name="sent">That; null where others may have done it, as `done_when` cannot tell.</param>
    private async ValueTask<Outcome> DoneAsync(IStepKind kind, Step step, Place place, OpenAttempt open, JournalEvent.CommitSent? sent)
    {
        var lost = new Value.Missing($"the result of step `{step.Header.Name}` was lost when the run was broken off");
        var kept = (sent?.Result as Value.Row)?.Fields ?? [];
        var gone = kind.MembersOf(step).Where(member => !kept.Any(field => field.Name == member)).Select(member => new Field(member, lost));
        Outcome outcome = new Outcome.Succeeded(new([.. kept, .. gone]), Changed.Yes);
        outcome = await kind.RestoreAsync(step, outcome, Context(place, open.Attempt), control.Cancel);
        if (outcome is Outcome.Succeeded succeeded)
        {
            outcome = await AfterAsync(step, place, open.Attempt, succeeded);
        }

        _journal.Append(OutcomeEvents.Of(step.Header, place.Key, open.Attempt, TimeSpan.Zero, outcome)!, Durability.Flushed);
        return outcome;
    }

    /// <returns>One of the two.</returns>
    private async ValueTask<(JournalEvent.StepResolved? Resolved, Diagnostic? Doubt)> FindOutAsync(IStepKind kind, Step step, Place place, OpenAttempt open)
    {
        Settlement found;
        try
        {
            found = await WaitAsync(kind, step, place, open);
            if (found is Settlement.Unknown unknown)
            {
                found = await ProbeAsync(step, place, unknown);
            }
        }
        catch (OperationCanceledException) when (control.Cancel.IsCancellationRequested)
        {
            found = new Settlement.Unknown("it was cancelled while it was asked", "what the step changes");
        }

        return found switch
        {
            Settlement.Done done => (new(place.Key, open.Attempt, Resolution.Done, done.By, done.Reason), null),
            Settlement.NotDone not => (new(place.Key, open.Attempt, Resolution.NotDone, not.By, not.Reason), null),
            Settlement.AtWork work => (null, Problems.StillAtWork(step.Header.Span, step.Header.Name, work.What, work.HowToEnd, setup.RunId, setup.GivesUp)),
            Settlement.Unknown unknown => setup.Resolutions.For(place.Key, open) is { } said
                ? (said, null)
                : (null, Problems.UnsettledInDoubt(step.Header.Span, step.Header.Name, unknown.Reason, unknown.Look, setup.RunId, place.Key, setup.GivesUp)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What is still at work is waited for, and then ended if a person says so.</summary>
    private async ValueTask<Settlement> WaitAsync(IStepKind kind, Step step, Place place, OpenAttempt open)
    {
        var context = Context(place, open.Attempt);
        var found = await kind.SettleAsync(step, open, context, control.Cancel);
        if (found is not Settlement.AtWork work)
        {
            return found;
        }

        setup.Say($"step {step.Header.Name} is still at work: {work.What}; waiting for it");
        found = await LookAsync(Patience);
        if (found is not Settlement.AtWork { End: { } end } stays || StopNow)
        {
            return found;
        }

        var question = $"Step {step.Header.Name} is still at work: {stays.What}. End it?";
        if (await setup.Operator.ConfirmAsync(new(place.Key, question, "end it"), control.Cancel) is not Answer.Yes yes)
        {
            return found;
        }

        _journal.Append(new JournalEvent.ConfirmAnswered(place.Key, question, new Value.Boolean(true), yes.By, yes.How), Durability.Flushed);
        await end(control.Cancel);
        return await LookAsync(PatienceAfterEnding);

        async ValueTask<Settlement> LookAsync(TimeSpan patience)
        {
            var began = setup.Time.GetTimestamp();
            var now = found;
            while (now is Settlement.AtWork && setup.Time.GetElapsedTime(began) < patience && await PauseAsync(Glance))
            {
                now = await kind.SettleAsync(step, open, context, control.Cancel);
            }

            return now;
        }
    }

    /// <summary>Where the system cannot tell, the step's own `done_when` may. For a `repeat` it speaks of all turns together.</summary>
    private async ValueTask<Settlement> ProbeAsync(Step step, Place place, Settlement.Unknown unknown)
    {
        if (step.Header.DoneWhen is null)
        {
            return unknown;
        }

        var found = await AskAsync(step, place);
        var end = setup.Recorded.BegunAt(place.Key) + unknown.Lingers;
        if (found.Is == false && end > setup.Time.GetUtcNow())
        {
            if (setup.Resolutions.Said.ContainsKey(place.Key))
            {
                return unknown; // a person knows more
            }

            setup.Say($"step {step.Header.Name} may still be at work on the other side; asking until {end:HH:mm:ss} UTC");
            while (found.Is == false && end > setup.Time.GetUtcNow())
            {
                if (!await PauseAsync(Glance))
                {
                    return unknown;
                }

                found = await AskAsync(step, place);
            }
        }

        return found switch
        {
            { Is: true } => new Settlement.Done(DoneWhen, "`done_when` is true"),
            { Is: false } when step.Header.Loop is not Loop.Repeat && !unknown.MayGoOn => new Settlement.NotDone(DoneWhen, "`done_when` is false"),
            { Problem: { } problem } => unknown with { Reason = $"{unknown.Reason}; `done_when` cannot tell either: {problem.Message}" },
            _ => unknown,
        };
    }

    /// <summary>A run that is given up begins nothing new, but for what has to run at its end.</summary>
    private bool EndsAt(string key) => setup.GivesUp && (_shelters == 0 || UndoKey.Is(key));

    /// <summary>Such a run does not carry out what it had begun, and what did not take effect.</summary>
    private Outcome.Interrupted BreakOff(Step step, Place place, int attempt)
    {
        var end = new Outcome.Interrupted();
        _journal.Append(OutcomeEvents.Of(step.Header, place.Key, attempt, TimeSpan.Zero, end)!, Durability.Flushed);
        return end;
    }

    /// <summary>The run ends before it came to a step that is open: that is no end.</summary>
    /// <returns>Whether there is one.</returns>
    private bool LeaveUnsettled(Func<string, bool> which)
    {
        var left = setup.Recorded.OpenSteps.Where(key => which(key) && _settled.Add(key)).ToList();
        foreach (var key in left)
        {
            _tally.Doubt(key, Problems.UnsettledInDoubt(setup.Playbook.Steps[0].Header.Span, key, "the run ended before it was asked", "what the step changes", setup.RunId, key, setup.GivesUp));
        }

        return left.Count > 0;
    }
}
