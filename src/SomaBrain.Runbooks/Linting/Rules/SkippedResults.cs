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
        return from use in subject.Names.Uses
               from reference in use.Expression.References
               where reference is { HasFallback: false, Path: ["steps", _, not ("status" or "each"), ..] } && steps.ContainsKey(reference.Path[1])
               let why = WhyAbsent(steps[reference.Path[1]], use, reference, points, facts, subject)
               where why is not null
               select Problems.ReadsSkipped(reference.Span, reference.ToString(), why);
    }

    /// <summary>Null when the result is there, or what is known at the point tells that it is.</summary>
    private static string? WhyAbsent(StepPlace step, NameUse use, Reference reference, UsePoints points, KnownFacts facts, LintSubject subject)
    {
        foreach (var point in points.Of(use))
        {
            foreach (var cause in new Causes(subject, point).Of(step, reference.Path[2]))
            {
                List<Formula> known = [.. Guards.Of(use.Expression.Root, reference.Span), .. facts.At(point, cause)];
                if (cause.Seen.Any(seen => Worlds.MayFail(cause.Unless, known, new AbsentScope(cause, seen).Look) == true))
                {
                    return cause.Why;
                }
            }
        }

        return null;
    }
}
