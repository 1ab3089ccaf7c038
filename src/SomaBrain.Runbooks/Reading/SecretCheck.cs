using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What can be seen of secrets before a run: where they must not stand, and where they will be gone.</summary>
internal static class SecretCheck
{
    /// <returns>Of a parameter and the name of a secret that it is given: what is wrong with that; null where it may be one.</returns>
    public static Func<string, string, Diagnostic?> Check(Playbook playbook, StepNames names, StepCatalog catalog, DiagnosticBag problems)
    {
        var steps = playbook.AllSteps.Where(step => step.Header.Id is not null).DistinctBy(step => step.Header.Id).ToDictionary(step => step.Header.Id!, StringComparer.Ordinal);
        var sources = new SecretPaths(playbook, steps, catalog);
        var open = new Dictionary<string, int>(StringComparer.Ordinal); // by parameter which of them
        for (var i = 0; i < names.WithoutSecrets.Count; i++)
        {
            var hole = names.WithoutSecrets[i];
            if (sources.In(hole.Expression, hole.Loops) is { } found)
            {
                problems.Add(hole.Judge!(new Value.Secret(found, Value.Null.Instance))!);
            }

            foreach (var parameter in sources.Parameters)
            {
                open.TryAdd(parameter, i);
            }

            sources.Parameters.Clear();
        }

        var lost = steps.Values.Where(step => !catalog[step.Header.Keyword].ReadsAgain(step)).ToList();
        var (pauses, lastUses) = lost.Count == 0 ? ([], []) : (Pauses(playbook), LastUses(names));
        foreach (var step in lost)
        {
            var (made, used) = (names.OrderOf(step.Header.Id!), lastUses.GetValueOrDefault(step.Header.Id!));
            if (pauses.Find(pause => pause.Order > made && pause.Order <= used).Step is { } pause)
            {
                problems.Add(Problems.SecretLostInPause(step.Header.Span, step.Header.Name, pause.Header.Name));
            }
        }

        return (parameter, secret) => open.TryGetValue(parameter, out var i) ? names.WithoutSecrets[i].Judge!(new Value.Secret(secret, Value.Null.Instance)) : null;
    }

    private static List<(Step Step, int Order)> Pauses(Playbook playbook) =>
        [.. playbook.AllSteps.Select((step, i) => (Step: step, Order: i + 1)).Where(one => one.Step.MayPause)];

    /// <summary>By the id of a step, how many steps were begun before the last expression that speaks of it.</summary>
    private static Dictionary<string, int> LastUses(StepNames names)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var use in names.Uses)
        {
            foreach (var reference in use.Expression.References)
            {
                if (reference.Path is ["steps", var id, ..])
                {
                    last[id] = Math.Max(last.GetValueOrDefault(id), use.StepsBefore ?? 0);
                }
            }
        }

        return last;
    }
}
