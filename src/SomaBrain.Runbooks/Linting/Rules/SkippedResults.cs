using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Absence;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Text;

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
        foreach (var use in subject.Names.Uses)
        {
            var told = false;
            foreach (var reference in use.Expression.References)
            {
                if (reference is { HasFallback: false, Path: ["steps", var id, not "status" and var member, ..] } && steps.TryGetValue(id, out var step)
                    && WhyAbsent(use, reference.Span, step, member, null) is { } why)
                {
                    told = true;
                    yield return Problems.ReadsSkipped(reference.Span, reference.ToString(), why);
                }
            }

            foreach (var turn in told ? [] : TurnUse.In(use.Expression, steps))
            {
                if (WhyAbsent(use, turn.Turns, turn.Step, turn.Member, turn.Loop) is { } why)
                {
                    yield return Problems.ReadsSkipped(turn.Span, turn.Text, why, turn.OfOne);
                }
            }
        }

        // Null when the result is there, or what is known at the point tells that it is.
        string? WhyAbsent(NameUse use, SourceSpan at, StepPlace step, string member, StepPlace? loop)
        {
            foreach (var point in points.Of(use))
            {
                var causes = new Causes(subject, point, loop);
                var guards = new Guards(path => Absent(path, steps, causes));
                foreach (var cause in causes.Of(step, member))
                {
                    List<Formula> known = [.. guards.Of(use.Expression.Root, at), .. facts.At(point, cause, loop)];
                    if (!known.Exists(fact => SpeaksOf(fact, loop)) && cause.Seen.Any(seen => Worlds.MayFail(cause.Unless, known, new AbsentScope(cause, seen).Look, parameters) == true))
                    {
                        return cause.Why;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Who asked how the turns of the loop came out knows more than is found out here.</summary>
    private static bool SpeaksOf(Formula fact, StepPlace? loop) => loop is not null
        && fact.Atoms().Any(atom => atom.Node is not null && References.Of(atom.Node).Any(reference => reference.Path is ["steps", var id, ..] && id == loop.Step.Header.Id));

    /// <summary>What is true where a result is missing; where nothing but a null takes one beyond its `??`, nothing is known.</summary>
    private static Formula Absent(ImmutableArray<string> path, Dictionary<string, StepPlace> steps, Causes causes)
    {
        var all = path is ["steps", var id, var member, ..] && steps.TryGetValue(id, out var step)
            ? causes.Of(step, member).Aggregate(Formula.False, (any, cause) => Formula.Or(any, Formula.Not(cause.Unless)))
            : Formula.True;
        return all is Formula.Truth ? Formula.True : all;
    }
}
