using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>
/// Where each expression of a playbook is evaluated: that of a step there; an output at the end; a var and the address of a server at their
/// first use, so at any of their uses.
/// </summary>
internal sealed class UsePoints
{
    private readonly Dictionary<string, StepPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, Origin> _origins = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Origin, UsePoint[]> _first = [];
    private readonly LintSubject _subject;

    public UsePoints(LintSubject subject)
    {
        _subject = subject;
        foreach (var place in subject.Places)
        {
            _places[place.Step.Header.Path] = place;
        }

        foreach (var (name, template) in subject.Playbook.Vars)
        {
            Add("vars", name, template);
        }

        foreach (var target in subject.Playbook.Targets.Where(target => target.Connect is not null))
        {
            Add("targets", target.Name, target.Connect!);
        }

        foreach (var (name, template) in subject.Playbook.Outputs)
        {
            Add("outputs", name, template);
        }
    }

    public UsePoint[] Of(NameUse use) =>
        use.Owner is not null ? (_places.TryGetValue(use.Owner, out var place) ? [UsePoint.At(place, use.Expression)] : [])
        : !_origins.TryGetValue(use.Expression, out var origin) ? []
        : origin.Root == "outputs" ? [new(null, null)]
        : First(origin);

    private void Add(string root, string name, Template template)
    {
        var origin = new Origin(root, name);
        foreach (var hole in template.Parts.OfType<TemplatePart.Hole>())
        {
            _origins[hole.Value] = origin;
        }
    }

    private UsePoint[] First(Origin origin)
    {
        if (_first.TryGetValue(origin, out var known))
        {
            return known;
        }

        _first[origin] = []; // one that leads back to itself is an error of its own
        var points = _subject.Names.Uses
            .Where(use => use.Expression.References.Any(reference => reference.Path.Length > 1 && reference.Path[0] == origin.Root && reference.Path[1] == origin.Name))
            .SelectMany(use => Of(use));
        if (origin.Root == "targets")
        {
            points = points.Concat(_subject.Places.Where(place => Connects(place.Step, origin.Name)).Select(place => new UsePoint(place, null)));
        }

        var all = points.Distinct().ToArray();
        return _first[origin] = all.Length == 0 && origin.Root == "targets" ? [new(null, null)] : all; // the address of a server that nobody uses is wrong all the same
    }

    private static bool Connects(Step step, string target) =>
        (step.UsesTarget && step.Header.On == target)
        || step.Blocks.Any(block => block.Callee is { BoundTargets: { } bound } && bound.Values.Contains(target, StringComparer.Ordinal));

    /// <summary>`vars.old`, `targets.db`, `outputs.count`.</summary>
    private sealed record Origin(string Root, string Name);
}
