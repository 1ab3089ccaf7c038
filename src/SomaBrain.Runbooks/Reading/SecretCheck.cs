using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What can be seen of secrets before a run: where they must not stand, and where they will be gone.</summary>
internal static class SecretCheck
{
    public static void Check(Playbook playbook, StepNames names, StepCatalog catalog, DiagnosticBag problems)
    {
        var steps = playbook.AllSteps.Where(step => step.Header.Id is not null).DistinctBy(step => step.Header.Id).ToDictionary(step => step.Header.Id!, StringComparer.Ordinal);
        foreach (var hole in names.WithoutSecrets.SelectMany(template => template.Parts.OfType<TemplatePart.Hole>()))
        {
            if (hole.Value.References.FirstOrDefault(reference => IsComputed(hole.Value) && IsSecret(reference.Path)) is { } found)
            {
                problems.Add(Problems.SecretInArgument(hole.Value.Span, string.Join('.', found.Path)));
            }
        }

        foreach (var step in steps.Values.Where(step => !catalog[step.Header.Keyword].ReadsAgain(step)))
        {
            if (FirstPauseBetween(step) is { } pause)
            {
                problems.Add(Problems.SecretLostInPause(step.Header.Span, step.Header.Name, pause.Header.Name));
            }
        }

        bool IsSecret(ImmutableArray<string> path) => path switch
        {
            ["params", var name] => playbook.Parameters.Any(parameter => parameter.Name == name && parameter.Type == ParameterType.Secret),
            ["steps", var id, var member] => steps.TryGetValue(id, out var step) && catalog[step.Header.Keyword].SecretMembers.Contains(member, StringComparer.Ordinal),
            _ => false,
        };

        Step? FirstPauseBetween(Step maker)
        {
            var last = names.Uses
                .Where(use => use.Expression.References.Any(reference => reference.Path is ["steps", var id, ..] && id == maker.Header.Id))
                .Select(use => use.StepsBefore ?? 0).DefaultIfEmpty(0).Max();
            return playbook.AllSteps.Select((step, i) => (Step: step, Order: i + 1))
                .FirstOrDefault(one => one.Order > names.OrderOf(maker.Header.Id!) && one.Order <= last && one.Step.MayPause).Step;
        }
    }

    /// <summary>What is computed from a secret is one; of several values only the run tells which it is.</summary>
    private static bool IsComputed(Expression expression) => !expression.Text.Contains('?', StringComparison.Ordinal);
}
