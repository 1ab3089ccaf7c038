using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shapes;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Steps;

/// <summary>A step kind with its own data type.</summary>
public abstract class StepKind<TStep> : IStepKind
    where TStep : Step
{
    public abstract string Keyword { get; }

    public abstract IReadOnlyList<string> Members { get; }

    public abstract KindShape Shape { get; }

    public virtual IReadOnlyList<string> SecretMembers => [];

    public virtual bool IsComputed => false;

    public virtual bool IsSent => !IsComputed;

    protected virtual IReadOnlyList<string> MembersOf(TStep step) => Members;

    protected virtual Value.Unknown TypeOf(TStep step, string member) => Typed.Any;

    public virtual Value.Row Results(Value.Row kept) => kept;

    public virtual string WrittenAs => "{}";

    public virtual Value.Row? Written(Step step, MappingReader given) => new([]);

    protected virtual bool ReadsAgain(TStep step) => true;

    protected virtual bool TakesBack(TStep step, Step undo) => false;

    protected virtual ValueTask<Outcome> RestoreAsync(TStep step, Outcome recorded, StepContext context, CancellationToken ct) => new(recorded);

    protected virtual ValueTask<Settlement> SettleAsync(TStep step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        new(new Settlement.Unknown($"no `{Keyword}` step leaves a record of its end elsewhere", "what the step changes"));

    protected abstract TStep? Read(StepReading reading, StepHeader header);

    /// <summary>What a reviewer should see in the step; warnings only.</summary>
    protected virtual IEnumerable<Diagnostic> Lint(TStep step, IEnumerable<Step> before) => [];

    protected abstract ValueTask<Prepared> PrepareAsync(TStep step, StepContext context, CancellationToken ct);

    /// <summary>Read steps are run for real, as far as their values are known; others are only described.</summary>
    protected virtual async ValueTask<Outcome> SimulateAsync(TStep step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        (step.Effect, prepared.Until) switch
        {
            (Effect.Read, null) => await prepared.Run(ct),
            (_, null) => new Outcome.Planned(Grade.Checked, null),
            (_, var until) => new Outcome.Planned(Grade.Checked, $"its values are known after {until}"),
        };

    bool IStepKind.ReadsAgain(Step step) => ReadsAgain((TStep)step);

    bool IStepKind.TakesBack(Step step, Step undo) => TakesBack((TStep)step, undo);

    ValueTask<Outcome> IStepKind.RestoreAsync(Step step, Outcome recorded, StepContext context, CancellationToken ct) =>
        RestoreAsync((TStep)step, recorded, context, ct);

    protected virtual Sequel? After(TStep step, string arm, ArmEnd end) => null;

    protected virtual ValueTask<Outcome?> EndAsync(TStep step, bool settled, StepContext inside, CancellationToken ct) => new((Outcome?)null);

    Sequel? IStepKind.After(Step step, string arm, ArmEnd end) => After((TStep)step, arm, end);

    ValueTask<Outcome?> IStepKind.EndAsync(Step step, bool settled, StepContext inside, CancellationToken ct) =>
        EndAsync((TStep)step, settled, inside, ct);

    ValueTask<Settlement> IStepKind.SettleAsync(Step step, OpenAttempt open, StepContext context, CancellationToken ct) =>
        SettleAsync((TStep)step, open, context, ct);

    IReadOnlyList<string> IStepKind.MembersOf(Step step) => MembersOf((TStep)step);

    Value.Unknown IStepKind.TypeOf(Step step, string member) => TypeOf((TStep)step, member);

    Step? IStepKind.Read(StepReading reading, StepHeader header) => Read(reading, header);

    IEnumerable<Diagnostic> IStepKind.Lint(Step step, IEnumerable<Step> before) => Lint((TStep)step, before);

    ValueTask<Prepared> IStepKind.PrepareAsync(Step step, StepContext context, CancellationToken ct) => PrepareAsync((TStep)step, context, ct);

    ValueTask<Outcome> IStepKind.SimulateAsync(Step step, Prepared.Ready prepared, StepContext context, CancellationToken ct) =>
        SimulateAsync((TStep)step, prepared, context, ct);
}
