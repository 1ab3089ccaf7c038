using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Execution;

/// <summary>
/// The names of one playbook of a run: `params vars steps targets run`. Reading a name is synchronous; <see cref="ResolveAsync"/> fetches
/// beforehand what may need a connection.
/// </summary>
/// <param name="call">The call that the playbook is run by; null for the first one.</param>
public sealed class RunScope(RunSetup setup, Playbook playbook, IReadOnlyDictionary<string, Value> parameters, string? call = null) : IScope
{
    private static readonly string[] Roots = ["params", "vars", "steps", "targets", "run"];

    private readonly Dictionary<string, Value> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<Value>> _loops = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _vars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value.Row> _targets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addressing = new(StringComparer.Ordinal);

    /// <summary>In a dry run: members of targets → the step that was not run and changes them.</summary>
    private readonly Dictionary<string, string> _unsettled = new(StringComparer.Ordinal);
    private readonly Value.Row _run = new(
    [
        new("id", new Value.Text(setup.RunId)),
        new("started_at", new Value.Timestamp(setup.StartedAt)),
        new("operator", new Value.Text(setup.OperatorName)),
    ]);

    public Playbook Playbook => playbook;

    /// <summary>Of a playbook that is called: the names of the first one, whose targets they are. Null for that one.</summary>
    public RunScope? First { get; init; }

    /// <summary>No server is asked: what only one can tell is unknown.</summary>
    public bool AsksNobody { get; init; }

    /// <summary>The names that those here come on top of; null: there are none.</summary>
    private RunScope? Behind { get; init; }

    /// <summary>For steps that the run would not come to: the same names, of which what those leave is kept apart.</summary>
    public RunScope Ahead() => new(setup, playbook, parameters, call) { First = First, AsksNobody = true, Behind = this };

    public IEnumerable<string> Names => [];

    public Value? Name(string name) => null;

    public bool IsRoot(string name) => Roots.Contains(name, StringComparer.Ordinal);

    public Value? Member(string root, string name) => root switch
    {
        "params" => parameters.GetValueOrDefault(name),
        "vars" => _vars.GetValueOrDefault(name) ?? Behind?.Member(root, name),
        "steps" => Step(name),
        "targets" => _targets.GetValueOrDefault(name),
        "run" => _run[name],
        _ => null,
    };

    public IEnumerable<string> Members(string root) => root switch
    {
        "params" => parameters.Keys,
        "vars" => playbook.Vars.Keys,
        "steps" => _steps.Keys.Union(_loops.Keys).Union(Behind?.Members(root) ?? []),
        "targets" => playbook.BoundTargets?.Keys ?? setup.Targets.Names,
        "run" => _run.Fields.Select(field => field.Name),
        _ => Roots,
    };

    /// <summary>What a step came to so far; null before it.</summary>
    public Value? Step(string id) => _loops.TryGetValue(id, out var result) ? result() : _steps.GetValueOrDefault(id) ?? Behind?.Step(id);

    public void SetStep(string id, Value result)
    {
        _steps[id] = result;
        _loops.Remove(id);
    }

    /// <param name="id">Of a loop.</param>
    /// <param name="result">Asked whenever somebody speaks of the step: it grows.</param>
    public void SetStep(string id, Func<Value> result) => _loops[id] = result;

    /// <summary>A target's members are fresh for each step: a server may have gone down or been promoted.</summary>
    public void ForgetTargets() => _targets.Clear();

    /// <summary>Fetches the target members and computes the vars that these references speak of.</summary>
    public async ValueTask<Diagnostic?> ResolveAsync(ImmutableArray<Reference> references, CancellationToken ct)
    {
        foreach (var reference in references)
        {
            var problem = reference.Path switch
            {
                ["targets", var target, var member, ..] => await TargetAsync(target, member, ct),
                ["vars", var name, ..] => await VarAsync(name, ct),
                _ => null,
            };
            if (problem is not null)
            {
                return problem.Span is null ? problem with { Span = reference.Span } : problem;
            }
        }

        return null;
    }

    /// <summary>One member of a target of the run, wherever that is.</summary>
    public async ValueTask<Evaluated> MemberAsync(string target, string member, CancellationToken ct) =>
        await AddressAsync(target, ct) switch
        {
            { Problem: { } problem } => problem,
            { Until: { } until } => new Value.Unknown(until),
            _ when AsksNobody && !IsUnbound(target) => setup.Targets.Settled(target, member) ?? new Value.Unknown($"{target} is asked"),
            _ when !IsUnbound(target) => (First ?? this)._unsettled.TryGetValue(member, out var step) ? new Value.Unknown(step) : await setup.Targets.MemberAsync(target, member, ct),
            _ => member switch
            {
                "up" => new Value.Boolean(false),
                "name" => new Value.Text(target),
                _ => new Value.Missing($"target `{target}` is not bound"),
            },
        };

    /// <summary>A dry run has not run the step: what that changes of servers, of whichever, is not known from here on.</summary>
    public void Unsettle(ServerChange changes, string step)
    {
        foreach (var member in changes.HasFlag(ServerChange.Session) ? TargetMembers.OfServer : changes.HasFlag(ServerChange.Recovery) ? TargetMembers.OfRecovery : [])
        {
            (First ?? this)._unsettled[member] = $"step {step}";
        }
    }

    /// <summary>Whether a step can work on a target.</summary>
    public async ValueTask<Reach> ReachAsync(string target, CancellationToken ct)
    {
        if (Declared(target) is not { } declared || declared is { Connect: null, IsOptional: false, IsLocal: false })
        {
            return default;
        }

        var address = await AddressAsync(target, ct);
        return address != default ? address
            : IsUnbound(target) ? new(Problems.TargetUnbound(target), null)
            : declared.IsLocal && !AsksNobody ? new(await setup.Targets.ProveLocalAsync(target, ct), null)
            : default;
    }

    private TargetDeclaration? Declared(string target)
    {
        foreach (var declared in setup.Playbook.Targets)
        {
            if (declared.Name == target)
            {
                return declared;
            }
        }

        return null;
    }

    private bool IsUnbound(string target) => Declared(target) is { IsOptional: true } && !setup.Targets.Names.Contains(target, StringComparer.Ordinal);

    /// <summary>Computes, at its first use, where a server is that the run itself starts. A dry run has not started it.</summary>
    private async ValueTask<Reach> AddressAsync(string target, CancellationToken ct)
    {
        if (Declared(target) is not { Connect: { } template } declared || setup.Targets.Names.Contains(target, StringComparer.Ordinal))
        {
            return default;
        }

        if (setup.DryRun)
        {
            return new(null, $"the run started {target}");
        }

        if (First is not null)
        {
            return await First.AddressAsync(target, ct);
        }

        if (!_addressing.Add(target))
        {
            return new(Problems.AddressOfTarget(template.Span, $"targets.{target}"), null);
        }

        var problem = await ResolveAsync(template.References, ct);
        _addressing.Remove(target);
        var text = problem is null ? ConnectText.Render(template, this) : problem;
        return new(text.Problem ?? setup.Targets.Connect(declared, ValueText.Of(text.Value is Value.Secret secret ? secret.Inner : text.Value!)), null);
    }

    private async ValueTask<Diagnostic?> TargetAsync(string target, string member, CancellationToken ct)
    {
        var row = _targets.GetValueOrDefault(target) ?? new Value.Row([]);
        if (row[member] is not null)
        {
            return null;
        }

        var evaluated = member == "name" && playbook.BoundTargets is not null
            ? new Value.Text(target)
            : await MemberAsync(playbook.BoundTargets?.GetValueOrDefault(target, target) ?? target, member, ct);
        if (evaluated.Value is not { } value)
        {
            return evaluated.Problem;
        }

        _targets[target] = new Value.Row(row.Fields.Add(new(member, value)));
        return null;
    }

    private async ValueTask<Diagnostic?> VarAsync(string name, CancellationToken ct)
    {
        if (Member("vars", name) is not null || !playbook.Vars.TryGetValue(name, out var template))
        {
            return null;
        }

        if (setup.Recorded.Var(call, name) is { } recorded)
        {
            _vars[name] = recorded;
            return null;
        }

        if (await ResolveAsync(template.References, ct) is { } problem)
        {
            return problem;
        }

        var evaluated = template.Render(this);
        if (evaluated.Value is not { } value)
        {
            return evaluated.Problem;
        }

        _vars[name] = value;
        if (!setup.DryRun)
        {
            setup.Journal.Append(new JournalEvent.VarComputed(name, value, call), Durability.Buffered);
        }

        return null;
    }
}
