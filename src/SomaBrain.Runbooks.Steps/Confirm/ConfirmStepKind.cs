using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Confirm;

public sealed class ConfirmStepKind : StepKind<ConfirmStep>
{
    public override string Keyword => "confirm";

    public override IReadOnlyList<string> Members => ["by"];

    public override KindShape Shape => ConfirmShape.Shape;

    protected override ConfirmStep? Read(StepReading reading, StepHeader header)
    {
        var question = reading.ValueText() is { } text ? reading.Template(text, HoleKind.Text) : null;
        var phrase = reading.TemplateOption("phrase");
        return question is null ? null : new(header, question, phrase);
    }

    protected override async ValueTask<Prepared> PrepareAsync(ConfirmStep step, StepContext context, CancellationToken ct)
    {
        var question = await context.RenderAsync(step.Question, ct);
        var phrase = step.Phrase is null ? Value.Null.Instance : await context.RenderAsync(step.Phrase, ct);
        if ((question.Problem ?? phrase.Problem) is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        if ((question.Value?.AsUnknown?.Until ?? phrase.Value?.AsUnknown?.Until) is { } until)
        {
            return new Prepared.Ready(new(step.Question.Text.Content), _ => throw new System.Diagnostics.UnreachableException(), until);
        }

        if (step.Phrase is not null && (phrase.Value is Value.Null or Value.Secret || string.IsNullOrWhiteSpace(ValueText.Of(phrase.Value!))))
        {
            return new Prepared.Refused(Problems.PhraseEmpty(step.Phrase.Span));
        }

        var text = ValueText.Of(question.Value!);
        return new Prepared.Ready(
            new(text),
            token => AskAsync(step, text, step.Phrase is null ? null : ValueText.Of(phrase.Value!), context, token));
    }

    /// <summary>A dry run asks nobody; it goes on as after a yes.</summary>
    protected override ValueTask<Outcome> SimulateAsync(ConfirmStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        new(new Outcome.Planned(Grade.Checked, prepared.Until is { } until ? $"its values are known after {until}" : null));

    private static async ValueTask<Outcome> AskAsync(ConfirmStep step, string question, string? phrase, StepContext context, CancellationToken ct)
    {
        switch (await context.Operator.ConfirmAsync(context.Key, question, phrase, ct))
        {
            case Answer.Yes yes:
                Journal(new Value.Boolean(true), yes.By, yes.How);
                return new Outcome.Succeeded(new([new("by", new Value.Text(yes.By))]));
            case Answer.No no:
                Journal(new Value.Boolean(false), no.By, AnswerMeans.Terminal);
                return new Outcome.Declined(no.By);
            case Answer.Nobody { CanPause: true }:
                return new Outcome.Paused(question);
            default:
                return new Outcome.Failed(Problems.NobodyToAsk(step.Header.Span, question, phrase is not null));
        }

        void Journal(Value answer, string by, AnswerMeans how) =>
            context.Journal.Append(new JournalEvent.ConfirmAnswered(context.Key, question, answer, by, how), Durability.Flushed);
    }
}
