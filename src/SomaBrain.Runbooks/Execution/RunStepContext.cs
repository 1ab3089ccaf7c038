using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Evaluation.Tainting;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>One attempt of one step of a run.</summary>
public sealed class RunStepContext(RunSetup setup, IStepJournal journal, Place place, int attempt) : StepContext
{
    public override string RunId => setup.RunId;

    public override Playbook Playbook => place.Run.Playbook;

    public override string Key => place.Key;

    public override int Attempt => attempt;

    public override bool DryRun => setup.DryRun;

    public override string? Condition => place.Condition;

    public override bool AsksNobody => place.Run.AsksNobody;

    public override bool IsReplay => setup.IsReplay;

    public override IOperator Operator => setup.Operator;

    public override IStepJournal Journal => journal;

    public override TimeProvider Time => setup.Time;

    public override IScope Scope => place.Scope;

    public override async ValueTask<Evaluated> EvaluateAsync(Expression expression, CancellationToken ct) =>
        await place.Run.ResolveAsync(expression.References, ct) is { } problem ? problem : expression.Evaluate(Scope);

    public override async ValueTask<Decision> DecideAsync(Expression expression, CancellationToken ct) => Decision.Of(
        await place.Run.ResolveAsync(expression.References, ct) is { } problem ? problem : expression.EvaluateCondition(Scope));

    public override async ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct)
    {
        var rendered = await ResolveAsync(template, ct) is { } problem ? problem : template.Render(Scope);
        return rendered.Ok ? LaidBare.Of(rendered.Value) : rendered;
    }

    public override ValueTask<Evaluated> TargetAsync(string target, string member, CancellationToken ct) =>
        place.Run.MemberAsync(target, member, ct);

    public override ValueTask<Reach> ReachAsync(string target, CancellationToken ct) => place.Run.ReachAsync(target, ct);

    public override ValueTask<Diagnostics.Diagnostic?> ResolveAsync(Template template, CancellationToken ct) =>
        place.Run.ResolveAsync(template.References, ct);

    public override StepContext With(params ReadOnlySpan<(string Name, Value Value)> names) =>
        new RunStepContext(setup, journal, place with { Scope = new LocalScope(place.Scope, names) }, attempt);
}
