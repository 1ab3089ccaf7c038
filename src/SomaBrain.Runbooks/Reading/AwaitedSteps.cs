using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Reading;

/// <summary>
/// The step that a var, or the address of a server, has to wait for: the last one of the text that it speaks of, through other vars too.
/// Both are computed at their first use, which must come behind it.
/// </summary>
internal sealed class AwaitedSteps(Playbook playbook, StepNames steps)
{
    /// <summary>Vars that stand on more others than this are a mistake of its own.</summary>
    private const int Deepest = 50;

    private const string Nothing = "";

    private readonly Dictionary<string, string> _ofVars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ofTargets = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The id of the step that a var waits for and that comes later than a use of it; null when there is none.</summary>
    public string? OfVar(string name, NameUse use) => use.StepsBefore is null ? null : Later(OfVar(name), use);

    /// <summary>The same of the address of a server that the run itself starts.</summary>
    public string? OfTarget(string name, NameUse use) => use.StepsBefore is null ? null : Later(OfTarget(name), use);

    /// <summary>For a message.</summary>
    public static string Why(string how, string step) => $"{how} `steps.{step}`, which comes later";

    private string? Later(string id, NameUse use) => id.Length > 0 && steps.IsLater(id, use) ? id : null;

    private string OfVar(string name)
    {
        if (!_ofVars.TryGetValue(name, out var known))
        {
            if (_depth == Deepest || !playbook.Vars.TryGetValue(name, out var template))
            {
                return Nothing;
            }

            _ofVars[name] = Nothing; // one that leads back to itself is told elsewhere
            _ofVars[name] = known = LastOf(template);
        }

        return known;
    }

    /// <summary>Empty when it waits for none.</summary>
    public string OfTarget(string name)
    {
        if (!_ofTargets.TryGetValue(name, out var known))
        {
            _ofTargets[name] = Nothing;
            _ofTargets[name] = known = Address(name) is { } template ? LastOf(template) : Nothing;
        }

        return known;
    }

    /// <summary>Only the first playbook starts servers: what one that is called names is bound to its targets.</summary>
    private Template? Address(string target)
    {
        foreach (var declared in playbook.Targets)
        {
            if (declared.Name == target && playbook.BoundTargets is null)
            {
                return declared.Connect;
            }
        }

        return null;
    }

    private string LastOf(Template template)
    {
        var last = Nothing;
        _depth++;
        foreach (var reference in template.References)
        {
            var id = reference.Path switch
            {
                ["steps", var step, ..] => step,
                ["vars", var other, ..] => OfVar(other),
                ["targets", var target, ..] => Address(target) is null ? Nothing : OfTarget(target),
                _ => Nothing,
            };
            last = steps.OrderOf(id) > steps.OrderOf(last) ? id : last;
        }

        _depth--;
        return last;
    }
}
