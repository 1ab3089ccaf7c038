using System.Collections.Immutable;
using System.Globalization;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Metric;

/// <summary>Measures a metric and finds its level: `fail` is asked before `warn`; null is unknown, never ok.</summary>
internal sealed class MetricJudge(MetricStep step, IMetricHistory history)
{
    public async ValueTask<Judged> JudgeAsync(StepContext context, CancellationToken ct)
    {
        var evaluated = await context.EvaluateAsync(step.Value, ct);
        if (evaluated.Value is not { } value)
        {
            return Judged.Refused(evaluated.Problem!);
        }

        var scalar = value is Value.Cell cell ? cell.Scalar : value;
        if (scalar.AsUnknown?.Until is { } until)
        {
            return Judged.Unknown(until);
        }

        var labels = ImmutableArray.CreateBuilder<Label>();
        foreach (var (name, template) in step.Labels)
        {
            var label = await context.RenderAsync(template, ct);
            if (label.Value is not { } text)
            {
                return Judged.Refused(label.Problem!);
            }

            if (text.AsUnknown?.Until is { } later)
            {
                return Judged.Unknown(later);
            }

            labels.Add(new(name, ValueText.Of(text)));
        }

        if (scalar is Value.Null)
        {
            return new(Reading(null, "unknown", labels.ToImmutable(), null), null, Value.Null.Instance, null, null, null, null, null);
        }

        return MetricAmount.Of(scalar) is { } amount
            ? await CompareAsync(scalar, amount, labels.ToImmutable(), context, ct)
            : Judged.Refused(Problems.MetricNotANumber(step.Value.Span, step.Name, Found(scalar)));
    }

    /// <summary>Why nothing that comes out as this is a measure; null where it may be one.</summary>
    /// <param name="known">A value, or an unknown one of a type.</param>
    public static Diagnostic? NotANumber(Expression value, string name, Value known) =>
        Typed.Sample(known) is not (Value.Unknown or Value.Missing or Value.Null or Value.Cell) and var sample && known is not Value.Unknown { MayBeNull: true } && MetricAmount.Of(sample) is null
            ? Problems.MetricNotANumber(value.Span, name, ValueText.Kind(sample))
            : null;

    private static string Found(Value value) => value switch
    {
        Value.Secret => "a secret",
        Value.Text { Content: var said } when double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => $"`{said}`", // to the server a number: NaN, one that is too large
        _ => ValueText.Kind(value),
    };

    private async ValueTask<Judged> CompareAsync(
        Value value, decimal amount, ImmutableArray<Label> labels, StepContext context, CancellationToken ct)
    {
        string? system = null;
        string? key = null;
        Value baseline = Value.Null.Instance;
        if (step.Baseline > 0)
        {
            var identifier = await context.TargetAsync(step.Header.On!, "system", ct);
            if (identifier.Value is not { } found)
            {
                return Judged.Refused(identifier.Problem!);
            }

            system = ValueText.Of(found);
            key = string.Join('\u001f', [context.Playbook.Source.Name, step.Name, system, .. labels.Select(label => $"{label.Name}={label.Value}")]);
            baseline = Metric.Baseline.Of(history.Last(key, step.Baseline), value);
        }

        var inner = context.With(("value", value), ("baseline", baseline));
        var isMissing = false;
        foreach (var (threshold, level) in new[] { (step.Fail, "fail"), (step.Warn, "warn") })
        {
            if (threshold is null)
            {
                continue;
            }

            if (baseline is Value.Null && threshold.References.Any(reference => reference.Path is ["baseline"])
                && !(await inner.EvaluateAsync(threshold, ct)).Ok)
            {
                isMissing = true; // compared with a baseline that is not there yet
                continue;
            }

            switch (await inner.DecideAsync(threshold, ct))
            {
                case { Problem: { } problem }:
                    return Judged.Refused(problem);
                case { Until: { } until }:
                    return Judged.Unknown(until);
                case { Is: true }:
                    var remedy = step.Remedy is null ? default : await inner.RenderAsync(step.Remedy, ct);
                    return new(
                        Reading(value, level, labels, system), amount, baseline, key, threshold.Text, remedy.Value is null ? null : ValueText.Of(remedy.Value), null, null);
                default:
                    break;
            }
        }

        // where a threshold could not be asked nothing is known, so it is not ok
        return isMissing
            ? new(Reading(value, "unknown", labels, system), amount, baseline, key, "no baseline yet", null, null, null)
            : new(Reading(value, "ok", labels, system), amount, baseline, key, null, null, null, null);
    }

    private MetricReading Reading(Value? value, string level, ImmutableArray<Label> labels, string? system) =>
        new(step.Name, value, step.Unit, level, labels, system);
}
