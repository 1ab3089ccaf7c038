using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>Checks, once the whole playbook is read, that every expression speaks of what is there when it is evaluated.</summary>
public static class NameCheck
{
    private const string Choices = "choices";

    /// <returns>What is known of the outputs before the run.</returns>
    public static Value.Row Check(Playbook playbook, StepNames names, DiagnosticBag problems)
    {
        var types = new NameTypes(playbook, names);
        foreach (var use in names.Uses)
        {
            foreach (var reference in use.Expression.References)
            {
                if (reference.Path is ["steps", var id, not ("status" or "each"), ..] && names.WhyLost(use, id) is { } why)
                {
                    problems.Add(Problems.SensitiveLost(reference.Span, string.Join('.', reference.Path), why));
                }

                if (reference.Path is ["targets", var target] && types.HasTarget(target))
                {
                    problems.Add(Problems.RootAlone(reference.Span, $"targets.{target}", TargetMembers.All));
                }
            }

            if (!problems.IsFull && types.HasOpenMeasure(use))
            {
                CheckMeasure(playbook, names, use, types, problems);
            }
            else
            {
                types.Keep(use.Expression, Check(use, new(playbook, names, use, types), problems));
            }
        }

        foreach (var target in playbook.Targets)
        {
            if (target.Connect is not null && types.Awaited.OfTarget(target.Name) is var awaited && names.FirstOn(target.Name, awaited) is { } early)
            {
                problems.Add(Problems.NotThereYet(early, $"targets.{target.Name}", AwaitedSteps.Why("its address speaks of", awaited)));
            }
        }

        return new([.. playbook.Outputs.Select(output => new Field(output.Key, types.Of(output.Value)))]);
    }

    private static Value? Check(NameUse use, StaticNames known, DiagnosticBag problems)
    {
        var value = ExpressionCheck.Known(use.Expression, known, problems);
        var problem = value is null ? null
            : use.IsCondition ? ExpressionCheck.NotACondition(use.Expression, value)
            : use.ListOf is { } key && Typed.Sample(value) is not (Value.List or Value.Unknown) ? NotAList(use.Expression, key, ValueText.Kind(value))
            : use.ListOf == Choices && value is Value.List { Items.IsEmpty: true } ? Problems.NothingToChoose(use.Expression.Span, use.Expression.Text, null)
            : use.ListOf == Choices && Twice(value) is { } twice ? Problems.NothingToChoose(use.Expression.Span, use.Expression.Text, null, twice)
            : use.Filter is SqlFilter.Ident or SqlFilter.Table && NoText.WhyNoName(value, use.Filter == SqlFilter.Ident) is { } why ? Problems.CannotFilter(use.Expression.Span, use.Expression.Text.Trim(), why)
            : use.Judge?.Invoke(value);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        return value;
    }

    /// <summary>What stands more than once in a list, as far as that is known.</summary>
    private static string? Twice(Value list)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var item in (list as Value.List)?.Items ?? [])
        {
            if (item is Value.Text or Value.Integer or Value.Number or Value.Boolean or Value.Duration or Value.Size && ValueText.Of(item) is var text && !seen.Add(text))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Wrong is what is wrong whatever is measured.</summary>
    private static void CheckMeasure(Playbook playbook, StepNames names, NameUse use, NameTypes types, DiagnosticBag problems)
    {
        DiagnosticBag? first = null;
        foreach (var measure in (Value.Unknown[])[Typed.Number, Typed.Integer, Typed.Size, Typed.Duration])
        {
            var found = new DiagnosticBag();
            Check(use, new(playbook, names, use, types, measure), found);
            if (found.Count == 0)
            {
                return;
            }

            first ??= found;
        }

        problems.AddRange(first!);
    }

    private static Diagnostic NotAList(Expression expression, string key, string found) =>
        key == Choices ? Problems.NothingToChoose(expression.Span, expression.Text, found) : Problems.NotAList(expression.Span, expression.Text, found);
}
