using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Checks, once the whole playbook is read, that every expression speaks of what is there when it is evaluated.</summary>
public static class NameCheck
{
    public static void Check(Playbook playbook, StepNames names, DiagnosticBag problems)
    {
        var parameters = playbook.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var use in names.Uses)
        {
            foreach (var reference in use.Expression.References)
            {
                if (reference.Path is ["steps", var id, not ("status" or "each"), ..] && names.WhyLost(use, id) is { } why)
                {
                    problems.Add(Problems.SensitiveLost(reference.Span, string.Join('.', reference.Path), why));
                }
            }

            var known = new Names(playbook, parameters, names, use);
            if (use.IsCondition)
            {
                ExpressionCheck.CheckCondition(use.Expression, known, problems);
            }
            else
            {
                ExpressionCheck.Check(use.Expression, known, problems);
            }
        }
    }

    private sealed class Names(Playbook playbook, HashSet<string> parameters, StepNames steps, NameUse use) : IStaticNames
    {
        private static readonly string[] Roots = ["params", "vars", "steps", "targets", "run"];

        IEnumerable<string> IStaticNames.Names => [.. Roots, .. use.Locals];

        public IEnumerable<string>? Members(ImmutableArray<string> path) => path switch
        {
            ["params"] => playbook.Parameters.Select(parameter => parameter.Name),
            ["vars"] => playbook.Vars.Keys,
            ["steps"] => steps.IdsBefore(use),
            ["steps", var id] => steps.MembersOf(id),
            ["steps", var id, "each", .. var rest] => Turn(id, rest),
            ["targets"] => playbook.Targets.Select(target => target.Name),
            ["targets", _] => TargetMembers.All,
            ["error"] when use.Locals.Contains("error") => ["code", "message", "sqlstate", "step"],
            ["run"] => ["id", "started_at", "operator"],
            _ => null,
        };

        /// <summary>What follows `steps.loop.each`: a list has no members, a turn has those of the step and the steps inside it.</summary>
        private IEnumerable<string>? Turn(string loop, ImmutableArray<string> rest) => rest switch
        {
            [] => [],
            [Reference.Element] => steps.MembersOf(loop)?.Where(member => member != "each").Concat(steps.IdsIn(loop)),
            [Reference.Element, var inner] when steps.IdsIn(loop).Contains(inner, StringComparer.Ordinal) => steps.MembersOf(inner),
            [Reference.Element, var inner, "each", .. var deeper] when steps.IdsIn(loop).Contains(inner, StringComparer.Ordinal) => Turn(inner, deeper),
            _ => null,
        };

        public bool? Has(ImmutableArray<string> path, string member) => path switch
        {
            ["steps"] => steps.CanSpeakOf(member, use),
            ["vars"] => playbook.Vars.ContainsKey(member),
            ["params"] => parameters.Contains(member),
            _ => Members(path)?.Contains(member, StringComparer.Ordinal),
        };

        public Diagnostic? WhyMissing(ImmutableArray<string> path, SourceSpan at) => path switch
        {
            ["steps", var id] when steps.LoopAround(id, use) is { } loop => Problems.InsideLoop(at, id, loop.Path, loop.Id),
            ["steps", var id] when steps.IsLater(id, use) => Problems.NotThereYet(at, string.Join('.', path), "it comes later: a step can speak only of steps before it"),
            ["steps", var id, "each", var member] => Problems.NoMembers(
                at,
                $"steps.{id}.each",
                "a list",
                member is "size" or "length" or "count" ? $"write `size(steps.{id}.each)`" : $"take a turn, `steps.{id}.each[0].{member}`, or all of them, `map(steps.{id}.each, '{member}')`"),
            _ => null,
        };
    }
}
