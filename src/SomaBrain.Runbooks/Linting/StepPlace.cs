using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting;

/// <summary>A step and what it stands in.</summary>
/// <param name="Block">The block of <paramref name="Parent"/> that holds it; null at the top. `finally` and `undo` are blocks too.</param>
public sealed record StepPlace(Step Step, StepPlace? Parent, Block? Block)
{
    /// <summary>Those of the playbook's own text: what a step brings along from another file has its own lint.</summary>
    public static ImmutableArray<StepPlace> All(Playbook playbook)
    {
        var places = ImmutableArray.CreateBuilder<StepPlace>();
        Add(playbook.Steps, null, null, playbook, places);
        Add(playbook.Finally, null, new("finally", playbook.Finally) { Role = BlockRole.Always }, playbook, places);
        return places.ToImmutable();
    }

    /// <summary>This one and all around it, from the inside.</summary>
    public IEnumerable<StepPlace> Outwards()
    {
        for (var place = this; place is not null; place = place.Parent)
        {
            yield return place;
        }
    }

    private static void Add(ImmutableArray<Step> steps, StepPlace? parent, Block? block, Playbook playbook, ImmutableArray<StepPlace>.Builder places)
    {
        foreach (var step in steps.Where(step => step.Header.Span.File == playbook.Source.Name))
        {
            var place = new StepPlace(step, parent, block);
            places.Add(place);
            foreach (var inner in step.Blocks)
            {
                Add(inner.Steps, place, inner, playbook, places);
            }

            if (!step.Header.Undo.IsEmpty)
            {
                Add(step.Header.Undo, place, new("undo", step.Header.Undo) { Role = BlockRole.Later }, playbook, places);
            }
        }
    }
}
