using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Ask;

public sealed class AskStepKind : StepKind<AskStep>
{
    public override string Keyword => "ask";

    public override IReadOnlyList<string> Members => ["value", "item", "by"];

    public override KindShape Shape => AskShape.Shape;

    public override bool IsComputed => true;

    public override bool IsSent => true;

    protected override Value.Unknown TypeOf(AskStep step, string member) => member == "by" ? Typed.Text : step.Rules is { } rules ? ParameterTypes.TypeOf(rules) : Typed.Any;

    protected override AskStep? Read(StepReading reading, StepHeader header)
    {
        var options = reading.Options;
        var question = reading.ValueText() is { } text ? reading.Template(text, HoleKind.Text) : null;
        options.Some("choices", "a list to choose from");
        var choices = reading.ListOption("choices");
        var label = reading.TemplateOption("label", locals: new Local("item", choices, isElement: true));
        options.Allow("type");
        var rules = options.Has("type") ? ParameterReader.One(header.Name, header.Span, options, hasSource: false) : null;
        if (options.Has("label") && !options.Has("choices"))
        {
            reading.Problems.Add(Problems.OptionWithout(options.Entry("label")!.Key.Span, "label", "choices"));
        }

        foreach (var key in (string[])["default", "optional", "min", "max", "pattern", "values", "of"])
        {
            if (options.Entry(key) is { } misplaced && !options.Has("type"))
            {
                reading.Problems.Add(Problems.OptionWithout(misplaced.Key.Span, key, "type"));
            }
        }

        if (options.Has("choices") == options.Has("type"))
        {
            reading.Problems.Add(Problems.AskWithoutRules(header.Span));
        }
        else if (rules is { Type: ParameterType.Secret } or { Of: ParameterType.Secret })
        {
            reading.Problems.Add(Problems.WrongOption(options.Entry("type")!.Value.Span, "secret", "a type whose value the journal may keep: a secret is a step of its own, `secret: prompt`"));
        }

        return question is null ? null : new(header, question, choices, label, rules);
    }

    protected override async ValueTask<Prepared> PrepareAsync(AskStep step, StepContext context, CancellationToken ct)
    {
        var rendered = await context.RenderAsync(step.Question, ct);
        if (rendered.Value is null)
        {
            return new Prepared.Refused(rendered.Problem!);
        }

        var options = step.Choices is null ? null : await Options.OfAsync(step, context, ct);
        if (options?.Problem is { } problem)
        {
            return new Prepared.Refused(problem);
        }

        var until = rendered.Value.AsUnknown?.Until ?? options?.Until;
        var text = context.Shown(step.Question, rendered.Value);
        var expected = options is null ? ParameterTypes.Expected(step.Rules!) : options.Until is null ? options.Expected : $"a choice of {step.Choices!.Text}";
        var description = new Description($"{text}\n  {expected}") { IsForPeople = true };
        return until is not null
            ? new Prepared.Ready(description, _ => throw new System.Diagnostics.UnreachableException(), until)
            : new Prepared.Ready(description, token => AskAsync(step, Question(step, options, context, text, expected), options, context, token));
    }

    /// <summary>A dry run asks nobody: the answer is not known.</summary>
    protected override ValueTask<Outcome> SimulateAsync(AskStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        new(new Outcome.Planned(Grade.Checked, prepared.Until is { } until ? $"its values are known after {until}" : null));

    private static Question Question(AskStep step, Options? options, StepContext context, string text, string expected) => options is null
        ? ParameterQuestions.Of(step.Rules!, context.Key, step.Header.Name, text) with { Help = step.Header.Help }
        : new(context.Key, step.Header.Name, text, expected, typed => Choosing.Of(options.Labels, typed) is null ? Choosing.Why(options.Labels, typed) : null)
        {
            Choices = options.Labels,
            Help = step.Header.Help,
        };

    private static async ValueTask<Outcome> AskAsync(AskStep step, Question question, Options? options, StepContext context, CancellationToken ct)
    {
        switch (await context.Operator.AskAsync(question, ct))
        {
            case Answer.Said said when Refused(options, said, question) is { } why:
                return Unanswered(step, question) with { Why = Problems.AnswerRefused(step.Header.Span, step.Header.Name, why, question.Expected) };
            case Answer.Said said:
                var (value, item) = Meant(step, options, said);
                if (!said.IsRecorded)
                {
                    context.Journal.Append(new JournalEvent.ConfirmAnswered(context.Key, question.Text, value, said.By, said.How), Durability.Flushed);
                }

                return new Outcome.Succeeded(new([new("value", value), new("item", item), new("by", new Value.Text(said.By))]));
            case Answer.No no:
                return new Outcome.Declined(no.By);
            case Answer.Nobody { CanPause: true }:
                return Unanswered(step, question);
            default:
                return new Outcome.Failed(Problems.NobodyToAnswer(step.Header.Span, question.Text));
        }
    }

    private static Outcome.Paused Unanswered(AskStep step, Question question) =>
        new($"{question.Text} ({question.Expected})") { Answer = $"{question.Name}=VALUE" };

    /// <summary>Why it is no answer; null when it is one.</summary>
    private static string? Refused(Options? options, Answer.Said said, Question question) => said switch
    {
        { Meant: { } meant } => options is null || options.Find(meant) is not null ? null : $"`{said.Text}` is none of them",
        { Choice: not null } => null,
        { Text: "" } when question.Default is not null => null,
        _ => question.Judge(said.Text),
    };

    /// <summary>A choice of rows has its label as value, and the row as item; any other value is both.</summary>
    private static (Value Value, Value Item) Meant(AskStep step, Options? options, Answer.Said said)
    {
        if (options is null)
        {
            var text = said.Meant
                ?? (said.Text.Length == 0 && step.Rules!.Default is { } usual ? usual
                : said.Text.Length == 0 && step.Rules!.Optional ? Value.Null.Instance
                : ParameterValue.Read(step.Rules!, said.Text).Value!);
            return (text, text);
        }

        var choice = said.Choice ?? (said.Meant is { } meant ? options.Find(meant) : Choosing.Of(options.Labels, said.Text))!.Value;
        return (options.Answer(choice), options.Items[choice]);
    }
}
