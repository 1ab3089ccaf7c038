using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A context that notes what each text came to, so that the step can be prepared again when the names are gone.</summary>
internal sealed class KeepingContext(StepContext inner) : StepContext
{
    private readonly List<FilledText> _filled = [];

    /// <summary>Each text with holes, in the order in which they were filled.</summary>
    public ImmutableArray<FilledText> Filled => [.. _filled];

    public override string RunId => inner.RunId;

    public override Playbook Playbook => inner.Playbook;

    public override string Key => inner.Key;

    public override int Attempt => inner.Attempt;

    public override bool DryRun => inner.DryRun;

    public override bool IsReplay => inner.IsReplay;

    public override IOperator Operator => inner.Operator;

    public override IStepJournal Journal => inner.Journal;

    public override TimeProvider Time => inner.Time;

    public override IScope Scope => inner.Scope;

    public override ValueTask<Evaluated> EvaluateAsync(Expression expression, CancellationToken ct) => inner.EvaluateAsync(expression, ct);

    public override ValueTask<Decision> DecideAsync(Expression expression, CancellationToken ct) => inner.DecideAsync(expression, ct);

    public override ValueTask<Evaluated> TargetAsync(string target, string member, CancellationToken ct) => inner.TargetAsync(target, member, ct);

    public override ValueTask<Reach> ReachAsync(string target, CancellationToken ct) => inner.ReachAsync(target, ct);

    public override async ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct)
    {
        var rendered = await inner.RenderAsync(template, ct);
        if (template.HasHoles && rendered.Value is { } value)
        {
            _filled.Add(new(template.Text.Content, value));
        }

        return rendered;
    }

    public override async ValueTask<(Template Template, Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct)
    {
        var (@fixed, problem) = await inner.FixAsync(template, ct);
        foreach (var hole in problem is null ? @fixed.Parts.OfType<TemplatePart.Hole>().Where(hole => hole.Filter is not null) : [])
        {
            if (hole.Value.Evaluate(inner.Scope).Value is { } value)
            {
                _filled.Add(new(FilteredHole.TextOf(hole), value));
            }
        }

        return (@fixed, problem);
    }

    public override ValueTask<Diagnostic?> ResolveAsync(Template template, CancellationToken ct) => inner.ResolveAsync(template, ct);

    public override StepContext With(params ReadOnlySpan<(string Name, Value Value)> names) => inner.With(names);
}
