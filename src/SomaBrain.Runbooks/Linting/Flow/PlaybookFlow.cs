using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Flow;

/// <summary>
/// All ways through a playbook at once: what is known before each step. Knows no kind of step, only the roles of their blocks,
/// whether they ask for consent, and what they demand.
/// </summary>
public sealed class PlaybookFlow
{
    private readonly Dictionary<Step, FlowState> _before;
    private readonly Dictionary<Block, bool> _ends = new(ReferenceEqualityComparer.Instance);
    private readonly List<DeadEnd> _deadEnds = [];
    private readonly FormulaReader _formulas;
    private readonly StableNames _stable = new();

    /// <summary>That somebody has agreed at a confirm, and where this stands by what says how the confirm came out.</summary>
    private readonly List<Formula> _agreed = [];
    private readonly Dictionary<string, int> _asking = new(StringComparer.Ordinal);

    private readonly ParameterPaths _parameters;

    private PlaybookFlow(Playbook playbook)
    {
        _parameters = new(playbook, StableNames.Own);
        _before = new(playbook.Steps.Length, ReferenceEqualityComparer.Instance);
        _formulas = new(_stable.Mark);
    }

    public IReadOnlyList<DeadEnd> DeadEnds => _deadEnds;

    public static PlaybookFlow Of(Playbook playbook)
    {
        var flow = new PlaybookFlow(playbook);
        flow.Through(playbook.Steps, FlowState.Start);
        flow.Through(playbook.Finally, FlowState.Start); // after whatever the run came to
        return flow;
    }

    /// <summary>The state when the step begins.</summary>
    public FlowState Before(Step step) => _before.GetValueOrDefault(step, FlowState.Start);

    /// <summary>Whether nobody comes to the step, or somebody has agreed on every way to it.</summary>
    public bool IsConfirmed(Step step) => Before(step) is var state && (!state.IsReached || state.IsConfirmed(_parameters));

    /// <summary>Whether some run comes to the end of a block.</summary>
    public bool ReachesEnd(Block block) => _ends.GetValueOrDefault(block, true);

    private FlowState Through(Block block, FlowState state)
    {
        _stable.Enter(block);
        var after = Through(block.Steps, state);
        _stable.Leave(block);
        _ends[block] = after.IsReached || !state.IsReached;
        return after;
    }

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
        var (when, asked) = step.Header.When is { } condition ? Judged(condition) : (true, Formula.True);
        if (when == false && before.IsReached)
        {
            Dead(step, "its `when` is always false");
        }

        if (before.IsReached && step.Header.Loop is Loop.Repeat { Until: { } until } && Judged(until).Known == false)
        {
            _deadEnds.Add(new(until.Span, "what comes after this loop", "its `until` is always false, and then it fails"));
        }

        var inside = when == false ? FlowState.Nowhere : Where(before, asked);
        _before[step] = inside;
        var after = inside;
        if (step.Blocks.IsEmpty)
        {
            after = After(step, inside);
            if (step is { AsksConsent: true, Header: { Id: { } id, Loop: not Loop.ForEach } })
            {
                var agreed = (Formula.Atom)_formulas.Read(Is(id, "ok"));
                _asking[agreed.Subject!.Left] = _agreed.Count;
                _agreed.Add(agreed);
            }
        }
        else
        {
            _stable.Enter(step);
            after = Through(step.Blocks, inside);
            _stable.Leave(step);
        }

        if (step.Header.Loop is Loop.ForEach || (!step.Blocks.IsEmpty && step.Header.OnFailure != OnFailure.Stop))
        {
            after = after.Or(inside); // of an empty list; or it failed somewhere in it, and the run goes on
        }

        after = when == true ? after : after.IsAsConfirmedAs(inside) ? after.Or(before, Formula.False) : after.Or(before, asked);
        return step is { AsksConsent: true, Header: { Id: { } skipped, When: not null, OnFailure: OnFailure.Stop, Loop: not Loop.ForEach } }
            ? after.Knowing(Formula.Or(_formulas.Read(Is(skipped, "ok")), _formulas.Read(Is(skipped, "skipped")))) // denied, it ends the run
            : after;
    }

    /// <summary>What a condition always comes to, null where the run tells; and what it asks for then.</summary>
    private (bool? Known, Formula Asked) Judged(Expression condition)
    {
        if (ExpressionCheck.Constant(condition) is { } always)
        {
            return (always, always ? Formula.True : Formula.False);
        }

        var asked = _formulas.Read(condition.Root);
        return Constant(asked) is { } known ? (known, known ? Formula.True : Formula.False) : (null, asked);
    }

    private bool? Constant(Formula formula) =>
        !Compared.MayDecide(formula, _parameters) ? null
        : Worlds.MayFail(Formula.Not(formula), [], _ => Known.Open, _parameters) == false ? false
        : Worlds.MayFail(formula, [], _ => Known.Open, _parameters) == false ? true
        : null;

    /// <summary>Where the condition holds: also where somebody has agreed, if it asks for just that.</summary>
    private FlowState Where(FlowState state, Formula asked)
    {
        var inside = state.Where(asked);
        return Asks(state, asked) ? inside.Confirm() : inside;
    }

    /// <summary>Whether it holds only where somebody has agreed.</summary>
    private bool Asks(FlowState state, Formula asked)
    {
        var agreed = Formula.False;
        foreach (var atom in _agreed.Count == 0 || asked.Size > Formula.Largest ? [] : asked.Atoms())
        {
            agreed = atom.Subject is { Left: var left } && _asking.TryGetValue(left, out var place) ? Formula.Or(agreed, _agreed[place]) : agreed;
        }

        if (agreed is Formula.Truth)
        {
            return false;
        }

        var known = state.About(agreed);
        known.Insert(0, asked);
        return Worlds.MayFail(agreed, known, _ => Known.Open, _parameters) == false;
    }

    private FlowState Demanding(FlowState state, Formula asked) => Asks(state, asked) ? state.Confirm() : state.Demanding(asked);

    /// <summary>`steps.ask.status == 'ok'`.</summary>
    private static Node.Binary Is(string id, string status) => new(
        BinaryOperator.Equal,
        new Node.Member(new Node.Member(new Node.Name("steps", default), id, default, default), "status", default, default),
        new Node.Constant(new Value.Text(status), default),
        default);

    private FlowState After(Step step, FlowState state)
    {
        if (step.Header.OnFailure != OnFailure.Stop)
        {
            return state; // whatever was asked or demanded, the run goes on
        }

        if (step.AsksConsent)
        {
            return state.Confirm();
        }

        foreach (var demand in step.Demands)
        {
            var (known, asked) = Judged(demand);
            state = known == false ? FlowState.Nowhere : Demanding(state, asked);
        }

        return state;
    }

    private FlowState Through(ImmutableArray<Block> blocks, FlowState before)
    {
        var choice = blocks.Any(block => block.Role is BlockRole.Arm or BlockRole.Otherwise);
        var after = choice ? Choice(blocks, before) : before;
        foreach (var body in blocks.Where(block => block.Role == BlockRole.Body))
        {
            after = Through(body, after);
        }

        // Whatever failed, and wherever: only what was known before is known.
        foreach (var rescue in blocks.Where(block => block.Role == BlockRole.Rescue))
        {
            after = after.Or(Through(rescue, before));
        }

        foreach (var always in blocks.Where(block => block.Role == BlockRole.Always))
        {
            var end = Through(always, before);
            after = end.IsReached ? after.And(end) : FlowState.Nowhere;
        }

        foreach (var later in blocks.Where(block => block.Role == BlockRole.Later))
        {
            Through(later, after);
        }

        return after;
    }

    private FlowState Choice(ImmutableArray<Block> blocks, FlowState before)
    {
        var taken = (string?)null;
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal);
        var ways = new List<(Formula Asked, FlowState Inside, FlowState After)>();
        var open = before; // where no arm before was taken
        var left = Formula.True; // what is true there
        foreach (var arm in blocks.Where(block => block.Role is BlockRole.Arm or BlockRole.Otherwise))
        {
            var (known, asked) = arm.When is { } when ? Judged(when)
                : arm.Role == BlockRole.Otherwise ? (true, Formula.True)
                : (null, _stable.Unknown());
            var why = taken is not null ? $"arm `{taken}` before it is always taken"
                : known == false ? "its condition is always false"
                : arm.When is { } same && conditions.TryGetValue(same.Text.Trim(), out var first) ? $"arm `{first}` before it has the same condition"
                : null;
            why ??= left is not Formula.Truth && left.Size <= Formula.Largest && Constant(Formula.And(left, asked)) == false ? "one of the arms before it is always taken" : null;
            if (why is not null && before.IsReached)
            {
                DeadArm(arm, why);
            }

            var inside = why is null ? Where(open, asked) : FlowState.Nowhere;
            var after = Through(arm, inside);
            if (why is null)
            {
                ways.Add((asked, inside, after));
                open = open.Where(Formula.Not(asked));
                left = left.Size > Formula.Largest ? left : Formula.And(left, Formula.Not(asked));
            }

            if (arm.When is { } written)
            {
                conditions.TryAdd(written.Text.Trim(), arm.Arm);
            }

            if (known == true && why is null)
            {
                taken = arm.Arm;
            }
        }

        return Together(ways, before, taken is null);
    }

    /// <summary>Where the arms of a choice meet: each where its condition holds and none before it does.</summary>
    private static FlowState Together(List<(Formula Asked, FlowState Inside, FlowState After)> ways, FlowState before, bool goesAround)
    {
        if (ways.TrueForAll(way => way.After.IsAsConfirmedAs(way.Inside)))
        {
            return ways.Aggregate(goesAround ? before : FlowState.Nowhere, (all, way) => all.Or(way.After.IsReached ? before : FlowState.Nowhere));
        }

        var end = goesAround ? before : FlowState.Nowhere;
        for (var i = ways.Count - 1; i >= 0; i--)
        {
            end = ways[i].After.Or(end, ways[i].Asked);
        }

        return end;
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
