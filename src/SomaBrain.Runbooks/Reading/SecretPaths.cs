using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Reading;

/// <summary>What may be a secret in a run: what is computed from one is, through vars and elements of loops, too.</summary>
internal sealed class SecretPaths(Playbook playbook, IReadOnlyDictionary<string, Step> steps, StepCatalog catalog)
{
    private readonly Dictionary<string, string?> _vars = new(StringComparer.Ordinal);

    /// <summary>Parameters that the values just asked for are made of; no secret ones.</summary>
    public List<string> Parameters { get; } = [];

    /// <summary>The name of a secret that the value may be made of; null when there is none.</summary>
    /// <param name="loops">Those around, from the outermost.</param>
    public string? In(Expression expression, ImmutableArray<LoopAround> loops) => expression.FirstOfCarried(path => Of(path, loops));

    private string? Of(ImmutableArray<string> path, ImmutableArray<LoopAround> loops) => path switch
    {
        ["params", var name] => OfParameter(name),
        ["steps", var id, var member, ..] => steps.TryGetValue(id, out var step) && IsSecret(step, member, path.Length > 3) ? $"steps.{id}.{member}" : null,
        ["vars", var name, ..] => OfVar(name),
        ["params" or "steps" or "vars" or "targets" or "run", ..] => null,
        [var element, ..] => OfElement(element, loops),
        _ => null,
    };

    private string? OfParameter(string name)
    {
        if (playbook.Parameters.Any(one => one.Name == name && one.Type == ParameterType.Secret))
        {
            return $"params.{name}";
        }

        Parameters.Add(name);
        return null;
    }

    private bool IsSecret(Step step, string member, bool isPart) =>
        (step.Header.IsSensitive && member is not ("status" or "each")) || (!isPart && catalog[step.Header.Keyword].SecretMembers.Contains(member, StringComparer.Ordinal));

    private string? OfVar(string name)
    {
        if (!_vars.TryGetValue(name, out var found) && playbook.Vars.TryGetValue(name, out var text))
        {
            _vars[name] = null; // one that leads back to itself is told elsewhere
            found = text.Parts.OfType<TemplatePart.Hole>().Select(hole => In(hole.Value, [])).FirstOrDefault(one => one is not null);
            _vars[name] = found;
        }

        return found;
    }

    private string? OfElement(string name, ImmutableArray<LoopAround> loops)
    {
        for (var i = loops.Length - 1; i >= 0; i--)
        {
            if (playbook.AllSteps.FirstOrDefault(step => step.Header.Path == loops[i].Path) is { Header.Loop: Loop.ForEach loop } && loop.As == name)
            {
                return In(loop.Items, loops[..i]);
            }
        }

        return null;
    }
}
