using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>A context that is another one, but for what is overridden.</summary>
internal abstract class InnerContext(StepContext inner) : StepContext
{
    protected StepContext Inner => inner;

    public override string RunId => inner.RunId;

    public override Playbook Playbook => inner.Playbook;

    public override string Key => inner.Key;

    public override int Attempt => inner.Attempt;

    public override bool DryRun => inner.DryRun;

    public override string? Condition => inner.Condition;

    public override bool AsksNobody => inner.AsksNobody;

    public override bool IsReplay => inner.IsReplay;

    public override IOperator Operator => inner.Operator;

    public override IStepJournal Journal => inner.Journal;

    public override TimeProvider Time => inner.Time;

    public override IScope Scope => inner.Scope;

    public override ValueTask<Evaluated> EvaluateAsync(Expression expression, CancellationToken ct) => inner.EvaluateAsync(expression, ct);

    public override ValueTask<Decision> DecideAsync(Expression expression, CancellationToken ct) => inner.DecideAsync(expression, ct);

    public override ValueTask<Evaluated> TargetAsync(string target, string member, CancellationToken ct) => inner.TargetAsync(target, member, ct);

    public override ValueTask<Reach> ReachAsync(string target, CancellationToken ct) => inner.ReachAsync(target, ct);

    public override ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct) => inner.RenderAsync(template, ct);

    public override ValueTask<Diagnostic?> ResolveAsync(Template template, CancellationToken ct) => inner.ResolveAsync(template, ct);

    public override ValueTask<(Template Template, Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct) => inner.FixAsync(template, ct);

    public override StepContext With(params ReadOnlySpan<(string Name, Value Value)> names) => inner.With(names);
}
