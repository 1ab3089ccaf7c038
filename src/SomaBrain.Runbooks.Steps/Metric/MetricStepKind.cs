using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <param name="history">Values of earlier runs, for `baseline`.</param>
public sealed class MetricStepKind(IMetricHistory history) : StepKind<MetricStep>
{
    public override string Keyword => "metric";

    public override IReadOnlyList<string> Members => ["value", "level", "baseline"];

    public override KindShape Shape => MetricShape.Shape;

    public override bool IsComputed => true;

    protected override Value.Unknown TypeOf(MetricStep step, string member) => member switch
    {
        "level" => Typed.Text,
        _ => Typed.Any,
    };

    protected override MetricStep? Read(StepReading reading, StepHeader header)
    {
        var name = reading.ValueText();
        var value = reading.Options.Text("value", required: true) is { } text ? reading.Expression(text) : null;
        var unit = reading.Options.String("unit");
        var labels = reading.Templates("labels");
        Local[] locals = [new("value", value) { IsMeasure = true }, new("baseline", value) { IsMeasure = true, IsUsual = true }];
        var warn = reading.ConditionOption("warn", locals);
        var fail = reading.ConditionOption("fail", locals);
        var baseline = reading.Options.Integer("baseline", 1, 1000) ?? 0;
        var remedy = reading.TemplateOption("remedy", locals: locals);
        if (name is null || value is null)
        {
            return null;
        }

        if (!MetricName.IsValid(name.Content))
        {
            reading.Problems.Add(Problems.BadMetricName(name.Whole, name.Content));
            return null;
        }

        foreach (var (label, template) in labels.Where(label => !MetricName.IsValid(label.Key)))
        {
            reading.Problems.Add(Problems.BadLabelName(template.Span, label));
        }

        reading.RefuseSecrets(value, _ => Problems.MetricNotANumber(value.Span, name.Content, "a secret"));
        reading.Demand(value, known => MetricJudge.NotANumber(value, name.Content, known));
        return new(header, name.Content, value, unit, labels, warn, fail, (int)baseline, remedy);
    }

    protected override async ValueTask<Prepared> PrepareAsync(MetricStep step, StepContext context, CancellationToken ct)
    {
        var judged = await new MetricJudge(step, history).JudgeAsync(context, ct);
        return judged switch
        {
            { Problem: { } problem } => new Prepared.Refused(problem),
            { Until: { } until } => new Prepared.Ready(new(step.Value.Text), _ => throw new System.Diagnostics.UnreachableException(), until),
            _ => new Prepared.Ready(new(step.Value.Text), _ => new(End(step, judged, context))),
        };
    }

    private Outcome End(MetricStep step, Judged judged, StepContext context)
    {
        var reading = judged.Reading!;
        if (!context.DryRun && judged.HistoryKey is { } key && judged.Amount is { } amount)
        {
            history.Add(key, amount);
        }

        var result = new Value.Row(
            [new("value", reading.Value ?? Value.Null.Instance), new("level", new Value.Text(reading.Level)), new("baseline", judged.Baseline)]);
        var shown = KeyResult.Amount(reading);
        var labels = reading.Labels.IsEmpty ? "" : $" ({string.Join(", ", reading.Labels.Select(label => $"{label.Name} {label.Value}"))})";
        var why = Problems.MetricSaid(step.Value.Span, step.Name + labels, shown, reading.Level, judged.Threshold, judged.Remedy);
        Outcome outcome = reading.Level switch
        {
            "ok" => new Outcome.Succeeded(result),
            "fail" => new Outcome.SaidNo(why, result),
            _ => new Outcome.Warned(why, result),
        };
        return outcome with { Metric = reading };
    }
}
