using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>
/// All ways through a playbook at once: what is known before each step. Knows no kind of step, only the roles of their blocks,
/// whether they ask for consent, and what they demand.
/// </summary>
public sealed class PlaybookFlow
{
    private readonly Dictionary<Step, FlowState> _before = new(ReferenceEqualityComparer.Instance);
    private readonly List<DeadEnd> _deadEnds = [];

    private PlaybookFlow()
    {
    }

    public IReadOnlyList<DeadEnd> DeadEnds => _deadEnds;

    public static PlaybookFlow Of(Playbook playbook)
    {
        var flow = new PlaybookFlow();
        flow.Through(playbook.Steps, FlowState.Start);
        flow.Through(playbook.Finally, FlowState.Start); // after whatever the run came to
        return flow;
    }

    /// <summary>The state when the step begins.</summary>
    public FlowState Before(Step step) => _before.GetValueOrDefault(step, FlowState.Start);

    private FlowState Through(ImmutableArray<Step> steps, FlowState state)
    {
        Step? last = null;
        foreach (var step in steps)
        {
            if (last is not null && !state.IsReached && Before(last).IsReached)
            {
                Dead(step, $"`{last.Header.Name}` before it always ends the run");
            }

            state = Through(step, state);
            last = step;
        }

        return state;
    }

    private FlowState Through(Step step, FlowState before)
    {
        var when = step.Header.When is { } condition ? ExpressionCheck.Constant(condition) : true;
        if (when == false && before.IsReached)
        {
            Dead(step, "its `when` is always false");
        }

        var inside = when == false ? FlowState.Nowhere : before;
        _before[step] = inside;
        var after = step.Blocks.IsEmpty ? After(step, inside) : Through(step.Blocks, inside);
        if (step.Header.Loop is Loop.ForEach || (!step.Blocks.IsEmpty && step.Header.OnFailure != OnFailure.Stop))
        {
            after = after.Or(inside); // of an empty list; or it failed somewhere in it, and the run goes on
        }

        return when == true ? after : after.Or(before);
    }

    private static FlowState After(Step step, FlowState state)
    {
        if (step.Header.OnFailure != OnFailure.Stop)
        {
            return state; // whatever was asked or demanded, the run goes on
        }

        return step.AsksConsent ? state with { IsConfirmed = true }
            : step.Demands.Any(demand => ExpressionCheck.Constant(demand) == false) ? FlowState.Nowhere
            : state;
    }

    private FlowState Through(ImmutableArray<Block> blocks, FlowState before)
    {
        var choice = blocks.Any(block => block.Role is BlockRole.Arm or BlockRole.Otherwise);
        var after = choice ? Choice(blocks, before) : before;
        foreach (var body in blocks.Where(block => block.Role == BlockRole.Body))
        {
            after = Through(body.Steps, after);
        }

        // Whatever failed, and wherever: only what was known before is known.
        foreach (var rescue in blocks.Where(block => block.Role == BlockRole.Rescue))
        {
            after = after.Or(Through(rescue.Steps, before));
        }

        foreach (var always in blocks.Where(block => block.Role == BlockRole.Always))
        {
            var end = Through(always.Steps, before);
            after = end.IsReached ? after with { IsConfirmed = after.IsConfirmed || end.IsConfirmed } : FlowState.Nowhere;
        }

        foreach (var later in blocks.Where(block => block.Role == BlockRole.Later))
        {
            Through(later.Steps, after);
        }

        return after;
    }

    private FlowState Choice(ImmutableArray<Block> blocks, FlowState before)
    {
        var (after, taken) = (FlowState.Nowhere, (string?)null);
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal);
        var goesAround = true;
        foreach (var arm in blocks.Where(block => block.Role is BlockRole.Arm or BlockRole.Otherwise))
        {
            var known = arm.When is { } when ? ExpressionCheck.Constant(when) : arm.Role == BlockRole.Otherwise ? true : null;
            var why = taken is not null ? $"arm `{taken}` before it is always taken"
                : known == false ? "its condition is always false"
                : arm.When is { } same && conditions.TryGetValue(same.Text.Trim(), out var first) ? $"arm `{first}` before it has the same condition"
                : null;
            if (why is not null && before.IsReached)
            {
                DeadArm(arm, why);
            }

            after = after.Or(Through(arm.Steps, why is null ? before : FlowState.Nowhere));
            if (arm.When is { } asked)
            {
                conditions.TryAdd(asked.Text.Trim(), arm.Arm);
            }

            if (known == true && why is null)
            {
                (taken, goesAround) = (arm.Arm, false);
            }
        }

        return goesAround ? after.Or(before) : after;
    }

    private void DeadArm(Block arm, string why)
    {
        if ((arm.When?.Span ?? arm.Steps.FirstOrDefault()?.Header.Span) is { } span)
        {
            _deadEnds.Add(new(span, $"arm `{arm.Arm}`", why));
        }
    }

    private void Dead(Step step, string why) => _deadEnds.Add(new(step.Header.Span, "this step", why));
}
