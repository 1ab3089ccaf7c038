using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>Answers from a journal, and answers for people too.</summary>
internal sealed class RecordedAnswers(Comparison comparison, Action<Step, Outcome>? answered) : IAnswers, IOperator
{
    public Outcome Of(IStepKind kind, Step step, StepContext context)
    {
        var outcome = Find(step, context);
        answered?.Invoke(step, outcome);
        return outcome;
    }

    private Outcome Find(Step step, StepContext context)
    {
        if (comparison.Find(context.Key) is not { WasBegun: true } recorded)
        {
            return comparison.EndsHere ? new Outcome.Interrupted() : Unknown(step, "it has no recorded result", WouldRun(step, context));
        }

        if (context.Attempt > recorded.Attempts.Count)
        {
            return Unknown(step, $"attempt {context.Attempt} has no recorded result", WouldRun(step, context));
        }

        var attempt = recorded.Attempts[context.Attempt - 1];
        if (attempt.EndedAt != default)
        {
            comparison.Clock.Now = attempt.EndedAt;
        }

        return attempt switch
        {
            { End: { } end } => Restore(end, step),
            { Doubt: { } doubt } => new Outcome.InDoubt(Problems.RecordedInDoubt(step.Header.Span, step.Header.Name, doubt.Reason)),
            _ when recorded.Asked is { } asked => new Outcome.Paused(asked.Question),
            _ => comparison.CutOff(), // the process ended within it
        };
    }

    public bool EndsBefore(Step step, StepContext context)
    {
        var ends = comparison.Find(context.Key) is null && comparison.EndsHere;
        if (ends)
        {
            answered?.Invoke(step, new Outcome.Interrupted());
        }

        return ends;
    }

    public Outcome Unknown(Step step, string until) => Unknown(step, $"it depends on {until}", $"{step.Header.Keyword} step {step.Header.Path} would run");

    public bool IsDone(Step probe, string key)
    {
        var recorded = comparison.Find(key);
        return recorded?.Skipped is { } reason
            ? reason == Runner.AlreadyDone
            : comparison.HasBegun(key) && !(recorded?.Attempts is [.., { End.Failure: { } failure }] && Problems.IsOfTheEndOfAStep(failure.Code));
    }

    public ValueTask<Answer> ConfirmAsync(Confirmation confirmation, CancellationToken ct) => new(comparison.Find(confirmation.Step) switch
    {
        { Answer: { Answer: Value.Boolean { Is: false } } no } => new Answer.No(no.By),
        { Answer: { } yes } => new Answer.Yes(yes.By, yes.How),
        { Attempts: [.., { End.Status: StepStatus.Cancelled }] } => new Answer.No(comparison.Run.Opened.Operator),
        { Asked: null } or null when !comparison.EndsHere => Unanswered(confirmation.Step, confirmation.Question),
        _ => new Answer.Nobody(CanPause: true),
    });

    public ValueTask<Answer> AskAsync(Question question, CancellationToken ct) => new(comparison.Find(question.Step) switch
    {
        { Answer: { } answer } => new Answer.Said(ValueText.Of(answer.Answer), null, answer.By, answer.How) { Meant = answer.Answer },
        { Attempts: [.., { End.Status: StepStatus.Cancelled }] } => new Answer.No(comparison.Run.Opened.Operator),
        { Asked: null } or null when !comparison.EndsHere => Unanswered(question.Step, question.Text),
        _ => new Answer.Nobody(CanPause: true),
    });

    private static string WouldRun(Step step, StepContext context) => $"{step.Header.Keyword} step {context.Key} would run";

    private Answer.Nobody Unanswered(string key, string question)
    {
        comparison.Diverge(new(DivergenceKind.Unrecorded, key, "nobody answered this question in the recorded run", "not asked", question));
        return new(CanPause: true);
    }

    private Outcome.Interrupted Unknown(Step step, string why, string now)
    {
        comparison.Diverge(new(DivergenceKind.Unrecorded, step.Header.Name, why, "nothing", now));
        return new();
    }

    private Outcome Restore(JournalEvent.StepOutcome end, Step step)
    {
        if (RecordedEnd.Of(end, isRead: false, comparison.Run.Stored, UnkeptSecret.In) is not { } restored)
        {
            return new Outcome.Interrupted();
        }

        // what follows the step itself is done again
        return end.Failure is { } failure && Problems.IsOfTheEndOfAStep(failure.Code)
            ? new Outcome.Succeeded(restored.Result ?? new([]), end.Changed)
            : restored.Restore(step.Header);
    }
}
