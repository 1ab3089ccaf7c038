using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps.Assert;

public sealed class AssertStepKind : StepKind<AssertStep>, IProbeKind
{
    private static readonly IReadOnlyDictionary<string, bool> Severities =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["fail"] = false, ["warn"] = true };

    public override string Keyword => "assert";

    public override IReadOnlyList<string> Members => ["ok"];

    public override KindShape Shape => AssertShape.Shape;

    public override bool IsComputed => true;

    public string Answer => "true or false";

    public bool? Judge(Step step, Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => true,
        Outcome.SaidNo or Outcome.Warned => false,
        _ => null,
    };

    public Outcome Answering(bool answer) => new Outcome.Succeeded(Result(answer));

    protected override Value.Unknown TypeOf(AssertStep step, string member) => Typed.Boolean;

    protected override AssertStep? Read(StepReading reading, StepHeader header)
    {
        var conditions = (reading.Options.Texts(Keyword) ?? [])
            .Select(text => reading.Condition(text))
            .OfType<Expression>()
            .ToImmutableArray();
        var message = reading.TemplateOption("message");
        var warns = reading.Options.Word("severity", Severities) ?? false;
        var remedy = reading.TemplateOption("remedy");
        if (reading.Value is YamlNode.Sequence { Items.IsEmpty: true })
        {
            reading.Problems.Add(Problems.NothingToDo(header.Span, Keyword, "at least one condition"));
        }

        return conditions.IsEmpty ? null : new(header, conditions, message, warns, remedy);
    }

    protected override IEnumerable<Diagnostic> Lint(AssertStep step, IReadOnlyList<Step> before) =>
        step.Message is null ? [Problems.AssertWithoutMessage(step.Header.Span)] : [];

    protected override async ValueTask<Prepared> PrepareAsync(AssertStep step, StepContext context, CancellationToken ct)
    {
        var description = new Description(string.Join('\n', step.Conditions.Select(condition => condition.Text)));
        string? until = null;
        foreach (var condition in step.Conditions)
        {
            var decision = await context.DecideAsync(condition, ct);
            switch (decision)
            {
                case { Problem: { } problem }:
                    return new Prepared.Refused(problem);
                case { Is: false }:
                    var no = await SaidNoAsync(step, condition, context, ct);
                    return new Prepared.Ready(description, _ => new(no));
                default:
                    until ??= decision.Until;
                    break;
            }
        }

        return new Prepared.Ready(description, _ => new(new Outcome.Succeeded(Result(true))), until);
    }

    private static async ValueTask<Outcome> SaidNoAsync(AssertStep step, Expression condition, StepContext context, CancellationToken ct)
    {
        var message = step.Message is null
            ? $"`{condition.Text}` is false{Observed.Of(condition, context.Scope)}"
            : await TextAsync(step.Message);
        var remedy = step.Remedy is null ? null : await TextAsync(step.Remedy);
        var why = Problems.AssertSaidNo(condition.Span, message, remedy);
        return step.Warns ? new Outcome.Warned(why, Result(false)) : new Outcome.SaidNo(why, Result(false));

        async ValueTask<string> TextAsync(Template template)
        {
            var rendered = await context.RenderAsync(template, ct);
            return rendered.Value is { } value ? context.Shown(template, value) : template.Text.Content;
        }
    }

    private static Value.Row Result(bool ok) => new([new("ok", new Value.Boolean(ok))]);
}
