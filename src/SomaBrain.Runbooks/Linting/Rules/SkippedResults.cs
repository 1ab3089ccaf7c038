using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Linting.Absence;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A result of a step that may not have run, or not to its end, without `??`: the run would end there.</summary>
internal sealed class SkippedResults : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        var steps = subject.Places.Where(place => place.Step.Header.Id is not null).ToDictionary(place => place.Step.Header.Id!, StringComparer.Ordinal);
        var points = new UsePoints(subject);
        var facts = new KnownFacts(subject);
        var parameters = new ParameterPaths(subject.Playbook);
        return from use in subject.Names.Uses
               from reference in use.Expression.References
               where reference is { HasFallback: false, Path: ["steps", _, not "status", ..] } && steps.ContainsKey(reference.Path[1])
               let why = WhyAbsent(steps, use, reference, points, facts, parameters, subject)
               where why is not null
               select Problems.ReadsSkipped(reference.Span, reference.ToString(), why);
    }

    /// <summary>Null when the result is there, or what is known at the point tells that it is.</summary>
    private static string? WhyAbsent(Dictionary<string, StepPlace> steps, NameUse use, Reference reference, UsePoints points, KnownFacts facts, ParameterPaths parameters, LintSubject subject)
    {
        foreach (var point in points.Of(use))
        {
            var causes = new Causes(subject, point);
            var guards = new Guards(path => Absent(path, steps, causes));
            foreach (var cause in causes.Of(steps[reference.Path[1]], reference.Path[2]))
            {
                List<Formula> known = [.. guards.Of(use.Expression.Root, reference.Span), .. facts.At(point, cause)];
                if (cause.Seen.Any(seen => Worlds.MayFail(cause.Unless, known, new AbsentScope(cause, seen).Look, parameters) == true))
                {
                    return cause.Why;
                }
            }
        }

        return null;
    }

    /// <summary>What is true where a result is missing; where nothing but a null takes one beyond its `??`, nothing is known.</summary>
    private static Formula Absent(ImmutableArray<string> path, Dictionary<string, StepPlace> steps, Causes causes)
    {
        var all = path is ["steps", var id, var member, ..] && steps.TryGetValue(id, out var step)
            ? causes.Of(step, member).Aggregate(Formula.False, (any, cause) => Formula.Or(any, Formula.Not(cause.Unless)))
            : Formula.True;
        return all is Formula.Truth ? Formula.True : all;
    }
}
