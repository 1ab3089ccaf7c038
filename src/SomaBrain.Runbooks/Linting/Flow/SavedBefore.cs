using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>The files that steps of a playbook save to, in the order of its text.</summary>
internal sealed class SavedBefore(ImmutableArray<StepPlace> places)
{
    /// <summary>Of one path no more are looked at.</summary>
    private const int Most = 4;

    private readonly Dictionary<string, List<int>> _steps = new(StringComparer.Ordinal);

    /// <summary>A step that has saved to the same path whenever this one comes to it, and after which nobody moves the file away; null without one. Notes this one.</summary>
    public Step? To(Template path, int place)
    {
        foreach (var reference in path.References)
        {
            if (reference.Path[0] is not ("params" or "vars" or "run"))
            {
                return null; // it may be another each time
            }
        }

        if (!_steps.TryGetValue(path.Text.Content, out var steps))
        {
            _steps[path.Text.Content] = steps = [];
        }

        Step? found = null;
        foreach (var first in steps)
        {
            found ??= BothRun(places[first], places[place]) && !MayMove(first, place) ? places[first].Step : null;
        }

        if (steps.Count < Most)
        {
            steps.Add(place);
        }

        return found;
    }

    /// <summary>One of two that run under conditions of their own may be there for when the other is not; so may one for when the other has failed.</summary>
    private static bool BothRun(StepPlace first, StepPlace second)
    {
        if (first.Step.Header.OnFailure != OnFailure.Stop)
        {
            return false;
        }

        foreach (var one in first.Outwards())
        {
            foreach (var other in second.Outwards())
            {
                if (ReferenceEquals(one.Parent, other.Parent))
                {
                    return AreBothTaken(one.Block, other.Block) && !(HasCondition(first, one) && HasCondition(second, other));
                }
            }
        }

        return false;
    }

    private static bool AreBothTaken(Block? one, Block? other) =>
        ReferenceEquals(one, other) || other?.Role == BlockRole.Always || (one?.Role == BlockRole.Body && other?.Role == BlockRole.Body);

    /// <summary>Whether something decides if the step runs, from itself out to <paramref name="outermost"/>.</summary>
    private static bool HasCondition(StepPlace place, StepPlace outermost)
    {
        foreach (var around in place.Outwards())
        {
            if (around.Step.Header is { When: not null } or { DoneWhen: not null })
            {
                return true;
            }

            if (ReferenceEquals(around, outermost))
            {
                return false;
            }

            if (around.Block is { Role: BlockRole.Arm or BlockRole.Otherwise or BlockRole.Rescue })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A command between them may take the file away, and so may whatever is called.</summary>
    private bool MayMove(int first, int second)
    {
        for (var i = first + 1; i < second; i++)
        {
            if (places[i].Step is { Effect: not Effect.Read, RecordsBeginning: false, SavesTo: null } step && (step.Blocks.IsEmpty || step.Blocks[0].Callee is not null))
            {
                return true;
            }
        }

        return false;
    }
}
