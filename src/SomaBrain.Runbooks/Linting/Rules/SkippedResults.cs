using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting.Rules;

/// <summary>A result of a step that may not have run, without `??`: the run would end there.</summary>
internal sealed class SkippedResults : ILintRule
{
    public IEnumerable<Diagnostic> Check(LintSubject subject)
    {
        var byPath = subject.Places.ToDictionary(place => place.Step.Header.Path, StringComparer.Ordinal);
        var byId = subject.Places.Where(place => place.Step.Header.Id is not null).ToDictionary(place => place.Step.Header.Id!, StringComparer.Ordinal);
        return from use in subject.Names.Uses
               where use.Owner is not null && byPath.ContainsKey(use.Owner)
               from reference in use.Expression.References
               where reference is { HasFallback: false, Path: ["steps", _, not ("status" or "each"), ..] } && byId.ContainsKey(reference.Path[1])
               let why = WhySkipped(byId[reference.Path[1]], byPath[use.Owner!], use)
               where why is not null
               select Problems.ReadsSkipped(reference.Span, reference.ToString(), why);
    }

    /// <summary>Null when the step ran, or what stands around the use asks for it.</summary>
    private static string? WhySkipped(StepPlace step, StepPlace user, NameUse use)
    {
        if (step == user || AsksForStatus(use.Expression, step))
        {
            return null;
        }

        var around = user.Outwards().ToHashSet(ReferenceEqualityComparer.Instance);
        var conditions = Around(user, use).ToList();
        for (var place = step; place is not null && !around.Contains(place); place = place.Parent)
        {
            if (place.Step.Header.When is { } when && !IsSettled(when, step, conditions))
            {
                return $"step `{place.Step.Header.Name}` was skipped";
            }

            if (place.Step.Header.DoneWhen is not null && !IsSettled(null, step, conditions))
            {
                return $"step `{place.Step.Header.Name}` was done already";
            }

            var beside = user.Outwards().FirstOrDefault(other => ReferenceEquals(other.Parent, place.Parent));
            if (beside is not null && ReferenceEquals(beside.Block, place.Block))
            {
                continue;
            }

            if (place.Block is { } block && IsOptional(block.Role) && !IsSettled(block.When, step, conditions))
            {
                return $"arm `{block.Arm}` of `{place.Parent!.Step.Header.Name}` was not taken";
            }

            if (beside?.Block?.Role is BlockRole.Rescue or BlockRole.Always && !IsSettled(null, step, conditions))
            {
                return $"step `{step.Step.Header.Name}`, or one before it, failed";
            }
        }

        return null;
    }

    private static bool IsOptional(BlockRole role) => role is BlockRole.Arm or BlockRole.Otherwise or BlockRole.Rescue or BlockRole.Later;

    /// <summary>What was true when the use is evaluated.</summary>
    private static IEnumerable<Expression> Around(StepPlace user, NameUse use) =>
        user.Outwards().SelectMany(place => new[] { place.Step.Header.When, place.Block?.When })
            .OfType<Expression>()
            .Where(condition => !ReferenceEquals(condition, use.Expression));

    /// <summary>The same condition stands around the use, or one that asks how the step ended.</summary>
    private static bool IsSettled(Expression? condition, StepPlace step, List<Expression> around) =>
        (condition is not null && ExpressionCheck.Constant(condition) == true)
        || around.Exists(known => (condition is not null && known.Text.Trim() == condition.Text.Trim()) || AsksForStatus(known, step));

    private static bool AsksForStatus(Expression condition, StepPlace step) =>
        condition.References.Any(reference => reference.Path is ["steps", var id, "status", ..] && id == step.Step.Header.Id);
}
