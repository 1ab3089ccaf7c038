using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps;

/// <summary>What a step can reach while it is carried out: values, the journal, the operator, the clock.</summary>
public abstract class StepContext
{
    /// <summary>The run's id; in a dry run a word that says so.</summary>
    public abstract string RunId { get; }

    public abstract Playbook Playbook { get; }

    /// <summary>The step's path with the turns of the loops around it: `4[2].1`. Unique in a run.</summary>
    public abstract string Key { get; }

    /// <summary>From 1; each retry counts.</summary>
    public abstract int Attempt { get; }

    public abstract bool DryRun { get; }

    /// <summary>In a dry run: what decides whether the step is come to at all; null where it is.</summary>
    public virtual string? Condition => null;

    /// <summary>In a dry run: the step is only shown, as the run would end before it. No server is asked for it.</summary>
    public virtual bool AsksNobody => false;

    /// <summary>
    /// That a command or a request only reads is a claim that nobody enforces: where the run may not come to it, a dry run does not do it
    /// either. Null where it can be done.
    /// </summary>
    public Outcome? NotRun(Step step, Prepared.Ready prepared) => step.Effect == Effect.Read && prepared.Until is null && Condition is not null
        ? new Outcome.Planned(Grade.Checked, "not run, as the run may not come to it") { Until = $"step {step.Header.Name}" }
        : null;

    /// <summary>Nothing is carried out: what is prepared is compared with a record, on any machine.</summary>
    public virtual bool IsReplay => false;

    public abstract IOperator Operator { get; }

    public abstract IStepJournal Journal { get; }

    public abstract TimeProvider Time { get; }

    /// <summary>The names an expression sees here.</summary>
    public abstract IScope Scope { get; }

    /// <summary>Evaluates; connects first to the targets whose members the expression uses.</summary>
    public abstract ValueTask<Evaluated> EvaluateAsync(Expression expression, CancellationToken ct);

    /// <summary>Evaluates a condition.</summary>
    public abstract ValueTask<Decision> DecideAsync(Expression expression, CancellationToken ct);

    /// <summary>One member of a target; connects if it must.</summary>
    public abstract ValueTask<Evaluated> TargetAsync(string target, string member, CancellationToken ct);

    /// <summary>Whether a step can work on a target: it is bound, and proven to be where it must be.</summary>
    public virtual ValueTask<Reach> ReachAsync(string target, CancellationToken ct) => default;

    /// <summary>Text for people, where a secret is only said to be there, and of what is not known yet what will tell it; the rest can be read.</summary>
    /// <param name="template">The text.</param>
    /// <param name="rendered">What it came to.</param>
    public string Shown(Template template, Values.Value rendered) =>
        rendered.IsUnknown ? template.Shown(Scope) ?? template.Text.Content
        : (rendered is Values.Value.Secret ? template.Shown(Scope) : null) ?? Values.ValueText.Of(rendered);

    /// <summary>Renders text; connects first to the targets whose members its holes use.</summary>
    public abstract ValueTask<Evaluated> RenderAsync(Template template, CancellationToken ct);

    /// <summary>Connects to the targets whose members the holes use, for a kind that evaluates them itself.</summary>
    public abstract ValueTask<Diagnostics.Diagnostic?> ResolveAsync(Template template, CancellationToken ct);

    /// <summary>A template whose holes can be evaluated here, for a kind that evaluates them itself.</summary>
    public virtual async ValueTask<(Template Template, Diagnostics.Diagnostic? Problem)> FixAsync(Template template, CancellationToken ct) =>
        (template, await ResolveAsync(template, ct));

    /// <summary>The same scope with further names, for an expression that speaks of `value` or `baseline`.</summary>
    public abstract StepContext With(params ReadOnlySpan<(string Name, Values.Value Value)> names);
}
