using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What an expression of a playbook can speak of, and what is known of it before the run.</summary>
/// <param name="measure">What a measure is taken for, whose type is not known.</param>
internal sealed class StaticNames(Playbook playbook, StepNames steps, NameUse use, NameTypes types, Value.Unknown? measure = null) : IStaticNames
{
    private static readonly string[] Roots = ["params", "vars", "steps", "targets", "run"];

    private static readonly string[] Owners = ["params", "vars", "steps", "targets"];

    IEnumerable<string> IStaticNames.Names => use.Locals.IsEmpty ? Roots : [.. Roots, .. use.Locals.Select(local => local.Name)];

    public IEnumerable<string>? Members(ReadOnlySpan<string> path) => path switch
    {
        ["params"] => playbook.Parameters.Select(parameter => parameter.Name),
        ["vars"] => playbook.Vars.Keys,
        ["steps"] => steps.IdsBefore(use),
        ["steps", var id] => steps.MembersOf(id),
        ["steps", var id, "each", .. var rest] => Turn(id, rest),
        ["targets"] => playbook.Targets.Select(target => target.Name),
        ["targets", _] => TargetMembers.All,
        ["error"] when use.Locals.Any(local => local.Name == "error") => ["code", "message", "sqlstate", "step"],
        ["run"] => ["id", "started_at", "operator"],
        _ => null,
    };

    /// <summary>What follows `steps.loop.each`: a list has no members, a turn has those of the step and the steps inside it.</summary>
    private IEnumerable<string>? Turn(string loop, ReadOnlySpan<string> rest) => rest switch
    {
        [] => [],
        [Reference.Element] => steps.MembersOf(loop)?.Where(member => member != "each").Concat(steps.IdsIn(loop)),
        [Reference.Element, var inner] when steps.IdsIn(loop).Contains(inner, StringComparer.Ordinal) => steps.MembersOf(inner),
        [Reference.Element, var inner, "each", .. var deeper] when steps.IdsIn(loop).Contains(inner, StringComparer.Ordinal) => Turn(inner, deeper),
        _ => null,
    };

    public bool? Has(ReadOnlySpan<string> path, string member) => path switch
    {
        ["steps"] => steps.CanSpeakOf(member, use),
        ["vars"] => playbook.Vars.ContainsKey(member) && types.Awaited.OfVar(member, use) is null,
        ["targets"] => types.HasTarget(member) && types.Awaited.OfTarget(member, use) is null,
        ["params"] => types.HasParameter(member),
        _ => Members(path)?.Contains(member, StringComparer.Ordinal),
    };

    public Diagnostic? WhyMissing(ReadOnlySpan<string> path, SourceSpan at) => path switch
    {
        ["steps", var id] when steps.LoopAround(id, use) is { } loop => Problems.InsideLoop(at, id, loop.Path, loop.Id),
        ["steps", var id] when steps.IsLater(id, use) => Problems.NotThereYet(at, string.Join('.', path), "it comes later: a step can speak only of steps before it"),
        ["vars", var name] when types.Awaited.OfVar(name, use) is { } awaited => Problems.NotThereYet(at, $"vars.{name}", AwaitedSteps.Why("it is computed from", awaited)),
        ["targets", var target] when types.Awaited.OfTarget(target, use) is { } awaited => Problems.NotThereYet(at, $"targets.{target}", AwaitedSteps.Why("its address speaks of", awaited)),
        ["steps", var id, "each", var member] => Problems.NoMembers(
            at,
            $"steps.{id}.each",
            "a list",
            member is "size" or "length" or "count" ? $"write `size(steps.{id}.each)`" : $"take a turn, `steps.{id}.each[0].{member}`, or all of them, `map(steps.{id}.each, '{member}')`"),
        _ => null,
    };

    public string? InsteadOf(string name)
    {
        foreach (var local in use.Beside is null ? [] : use.OfTurns)
        {
            if (local.Name == name)
            {
                return use.Beside;
            }
        }

        return Array.Find(Owners, root => Has([root], name) == true) is { } owner ? $"did you mean `{owner}.{name}`?" : null;
    }

    public Value.Unknown TypeOf(string name, string? member) => (name, member) switch
    {
        ("params", { } parameter) => types.OfParameter(parameter),
        ("vars", { } variable) => types.OfVar(variable),
        ("steps", { } id) => steps.TypeOf(id),
        ("targets", _) => TargetMembers.Type,
        ("run", "started_at") => Typed.Timestamp,
        ("run", _) => Typed.Text,
        _ => OfLocal(name),
    };

    private Value.Unknown OfLocal(string name)
    {
        for (var i = use.Locals.Length - 1; i >= 0; i--)
        {
            if (use.Locals[i] is var local && local.Name == name)
            {
                return types.Of(local, measure);
            }
        }

        return Typed.Any;
    }
}
