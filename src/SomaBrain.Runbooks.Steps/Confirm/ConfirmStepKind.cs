using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Steps.People;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Confirm;

public sealed class ConfirmStepKind : StepKind<ConfirmStep>
{
    private const int MostApprovals = 20;

    /// <summary>How long an approval is good unless the step says it.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public override string Keyword => "confirm";

    public override IReadOnlyList<string> Members => ["by"];

    public override KindShape Shape => ConfirmShape.Shape;

    public override bool IsComputed => true;

    public override bool IsSent => true;

    protected override Value.Unknown TypeOf(ConfirmStep step, string member) => Typed.Text;

    protected override ConfirmStep? Read(StepReading reading, StepHeader header)
    {
        var options = reading.Options;
        var question = reading.ValueText() is { } text ? reading.Template(text, HoleKind.Text) : null;
        var phrase = reading.TemplateOption("phrase");
        if (phrase is not null && Phrases.Wrong(phrase.Span, string.Concat(phrase.Parts.Select(part => part is TemplatePart.Literal literal ? literal.Content : "x"))) is { } wrong)
        {
            reading.Problems.Add(wrong);
        }

        reading.RefuseSecrets(phrase, _ => Problems.PhraseEmpty(phrase!.Span));
        var show = options.Some("show", "an expression, or a list of them").Select(shown => reading.Expression(shown)).OfType<Expression>().ToImmutableArray();
        var approvals = (int)(options.Integer("approvals", 1, MostApprovals) ?? 0);
        var approvers = options.Some("approvers", "a name, or a list of names").Select(name => name.Content).ToImmutableArray();
        var expires = Expires(options);
        foreach (var key in (string[])["approvers", "expires"])
        {
            if (options.Has(key) && !options.Has("approvals"))
            {
                reading.Problems.Add(Problems.OptionWithout(options.Entry(key)!.Key.Span, key, "approvals"));
            }
        }

        return question is null ? null : new(header, question, phrase, show, approvals, approvers, expires);
    }

    protected override async ValueTask<Prepared> PrepareAsync(ConfirmStep step, StepContext context, CancellationToken ct)
    {
        var question = await context.RenderAsync(step.Question, ct);
        var phrase = step.Phrase is null ? Value.Null.Instance : await context.RenderAsync(step.Phrase, ct);
        if ((question.Problem ?? phrase.Problem) is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        List<string> shown = [];
        var until = question.Value?.AsUnknown?.Until ?? phrase.Value?.AsUnknown?.Until;
        foreach (var expression in step.Show)
        {
            var value = await context.EvaluateAsync(expression, ct);
            if (value.Value is null)
            {
                return new Prepared.Refused(value.Problem!);
            }

            until ??= value.Value.AsUnknown?.Until;
            shown.Add(ShownTable.Of(expression.Text, value.Value));
        }

        var text = context.Shown(step.Question, question.Value!);
        var description = new Description(string.Join('\n', [text, .. shown])) { IsForPeople = shown.Count > 0, Notes = [.. Gates(step, phrase.Value!)] };
        if (until is not null)
        {
            return new Prepared.Ready(description, _ => throw new System.Diagnostics.UnreachableException(), until);
        }

        if (step.Phrase is not null && Phrases.Wrong(step.Phrase.Span, phrase.Value is Value.Null or Value.Secret ? "" : ValueText.Of(phrase.Value!)) is { } wrong)
        {
            return new Prepared.Refused(wrong);
        }

        var confirmation = new Confirmation(
            context.Key, text, step.Phrase is null ? null : ValueText.Of(phrase.Value!), shown.Count == 0 ? null : string.Join('\n', shown), step.Approvals);
        return new Prepared.Ready(description, token => AskAsync(step, confirmation, context, token));
    }

    /// <summary>What stands in the way of an easy yes, for those who review a plan.</summary>
    private static IEnumerable<string> Gates(ConfirmStep step, Value phrase)
    {
        if (step.Phrase is not null)
        {
            yield return $"`{ValueText.Of(phrase)}` has to be typed";
        }

        if (step.Approvals > 0)
        {
            var by = step.Approvers.IsEmpty ? "" : $" of {string.Join(", ", step.Approvers)}";
            yield return $"needs {KeyResult.Count(step.Approvals, "signed approval", "signed approvals")}{by}, good for {Durations.Format(step.Expires ?? Hour)}";
        }
    }

    /// <summary>A dry run asks nobody; it goes on as after a yes.</summary>
    protected override ValueTask<Outcome> SimulateAsync(ConfirmStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        new(new Outcome.Planned(Grade.Checked, prepared.Until is { } until ? $"its values are known after {until}" : null));

    private static async ValueTask<Outcome> AskAsync(ConfirmStep step, Confirmation confirmation, StepContext context, CancellationToken ct)
    {
        switch (await context.Operator.ConfirmAsync(confirmation, ct))
        {
            case Answer.Yes yes:
                Journal(yes, new Value.Boolean(true), yes.By, yes.How);
                return new Outcome.Succeeded(new([new("by", new Value.Text(yes.By))]));
            case Answer.No no:
                Journal(no, new Value.Boolean(false), no.By, AnswerMeans.Terminal);
                return new Outcome.Declined(no.By);
            case Answer.Nobody nobody:
                return Unanswered(step, confirmation, context, nobody.CanPause);
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        void Journal(Answer said, Value answer, string by, AnswerMeans how)
        {
            if (!said.IsRecorded)
            {
                context.Journal.Append(new JournalEvent.ConfirmAnswered(context.Key, confirmation.Question, answer, by, how), Durability.Flushed);
            }
        }
    }

    private static Outcome Unanswered(ConfirmStep step, Confirmation confirmation, StepContext context, bool canPause)
    {
        var approvals = step.Approvals > 0 ? Problems.ApprovalsNotAvailable(step.Header.Span, step.Header.Name, step.Approvals, canPause) : null;
        return canPause
            ? new Outcome.Paused(confirmation.Question)
            {
                Why = approvals,
                Approvals = step.Approvals,
                Expires = step.Approvals > 0 ? context.Time.GetUtcNow() + (step.Expires ?? Hour) : null,
            }
            : new Outcome.Failed(approvals ?? Problems.NobodyToAsk(step.Header.Span, confirmation.Question, confirmation.Phrase is not null));
    }

    private static TimeSpan? Expires(MappingReader options)
    {
        var expires = options.Duration("expires");
        if (expires > Day || expires <= TimeSpan.Zero)
        {
            var text = options.Text("expires")!;
            options.Bag.Add(Problems.WrongOption(text.Whole, text.Content, "a duration of at most 24h"));
        }

        return expires;
    }
}
