using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>Everything that keeps a result away from a point: what lies between the step and what both stand in.</summary>
/// <param name="loop">Only what keeps it out of a turn of this loop, which was come to.</param>
internal sealed class Causes(LintSubject subject, UsePoint point, StepPlace? loop = null)
{
    /// <summary>Each turn of a loop: there as soon as the loop was come to, also when it had none, or some failed.</summary>
    private const string Turns = "each";

    private readonly List<StepPlace> _around = [.. loop?.Outwards() ?? point.Outwards()];

    /// <param name="member">The result.</param>
    public IEnumerable<Cause> Of(StepPlace step, string member) => step == loop ? OfTurn(loop.Step, member) : OfStep(step, member);

    private IEnumerable<Cause> OfStep(StepPlace step, string member)
    {
        if (_around.Contains(step))
        {
            if (IsOpen(step, member))
            {
                yield return new($"it is asked for inside of step `{step.Step.Header.Name}`", Formula.False, [Seen([step.Step.Header.Id!], "ok")]);
            }

            yield break;
        }

        ImmutableArray<string> inside = []; // ids from the step outwards
        for (var place = step; place is not null && !_around.Contains(place); place = place.Parent)
        {
            var header = place.Step.Header;
            var own = header.Id is null ? inside : inside.Add(header.Id);
            if (header.When is { } when)
            {
                yield return new($"step `{header.Name}` was skipped", FormulaReader.Plain.Read(when.Root), [Seen(own, "skipped")]);
            }

            var isOfTurns = place == step && member == Turns;
            if (header.DoneWhen is not null && !(isOfTurns && header.Loop is Loop.ForEach))
            {
                yield return new($"step `{header.Name}` was done already", Formula.False, [Seen(own, "skipped")]);
            }

            if (place == step && !isOfTurns && header.Loop is Loop.ForEach { Items: var items } && !HasElements(items.Root))
            {
                yield return new($"step `{header.Name}` had no turn: `{items.Text}` may be empty", Formula.False, [Seen(own, "ok")], References.Path(items.Root));
            }

            if (!isOfTurns && IsTolerated(header.OnFailure) && GoesMissing(place.Step, place == step ? member : null))
            {
                var failed = Seen(header.Id is null ? [] : [header.Id], "failed");
                yield return new($"step `{header.Name}` failed, and the run went on", Formula.False, [.. Unfinished(inside).Select(other => new Value.Row([.. failed.Fields, .. other.Fields]))]);
            }

            inside = own;
            var beside = _around.Find(other => other.Parent == place.Parent);
            var isBeside = point.Place is null ? place is { Parent: null, Block: null } : beside is not null && ReferenceEquals(beside.Block, place.Block);
            foreach (var cause in isBeside ? [] : OfBlock(place, step, beside, inside))
            {
                yield return cause;
            }
        }
    }

    /// <summary>Whether a step around the point has yet to come to the result: it knows which arm it took, and its `undo` is filled when it is over.</summary>
    private bool IsOpen(StepPlace step, string member) =>
        member != "arm" && _around.Find(inner => inner.Parent == step) is { Block.Role: not BlockRole.Later };

    /// <summary>Why a turn of a loop does not have a result of its own.</summary>
    private IEnumerable<Cause> OfTurn(Step step, string member)
    {
        var header = step.Header;
        if (header is { DoneWhen: not null, Loop: Loop.ForEach })
        {
            yield return new($"a turn of step `{header.Name}` was done already", Formula.False, [Seen([], "skipped")]);
        }

        if (IsTolerated(header.OnFailure) && GoesMissing(step, member))
        {
            yield return new($"a turn of step `{header.Name}` failed, and the run went on", Formula.False, [Seen([], "failed")]);
        }
    }

    private IEnumerable<Cause> OfBlock(StepPlace place, StepPlace step, StepPlace? beside, ImmutableArray<string> inside)
    {
        var parent = place.Parent?.Step;
        if (place.Block is { Role: BlockRole.Arm or BlockRole.Otherwise or BlockRole.Rescue or BlockRole.Later } block)
        {
            yield return new($"arm `{block.Arm}` of `{parent!.Header.Name}` was not taken", Taken(block, parent), [.. Others(block, parent).Select(arm => With(Seen(inside, "skipped"), parent, "arm", arm))]);
        }

        if (beside?.Block?.Role is BlockRole.Rescue or BlockRole.Always)
        {
            yield return new($"step `{step.Step.Header.Name}`, or one before it, failed", Formula.False, Unfinished([.. inside, .. Behind(place)]));
        }
        else if (beside is null && place.Block?.Role == BlockRole.Body && parent!.Blocks.Any(other => other.Role == BlockRole.Rescue && subject.Flow.ReachesEnd(other)))
        {
            yield return new(
                $"step `{step.Step.Header.Name}`, or one before it, failed and {(parent.Header.Id is { } id ? $"block `{id}`" : "the block")} was rescued",
                Formula.False,
                [.. Unfinished(inside).Select(seen => With(seen, parent, "rescued", new Value.Boolean(true)))]);
        }
    }

    /// <summary>Steps behind it that the conditions around the point speak of: nobody has come to them then. Only at the top, as in a loop a turn before may have.</summary>
    private List<string> Behind(StepPlace place)
    {
        HashSet<string> spoken = new(StringComparer.Ordinal);
        foreach (var around in place.Parent is null ? _around : [])
        {
            AddIds(around.Step.Header.When, spoken);
            AddIds(around.Block?.When, spoken);
        }

        List<string> behind = [];
        for (var i = subject.Playbook.Steps.Length - 1; spoken.Count > 0 && i >= 0 && subject.Playbook.Steps[i] != place.Step; i--)
        {
            if (subject.Playbook.Steps[i].Header.Id is { } id && spoken.Contains(id))
            {
                behind.Add(id);
            }
        }

        return behind;
    }

    private static void AddIds(Expression? condition, HashSet<string> ids)
    {
        foreach (var reference in condition?.References ?? [])
        {
            if (reference.Path is ["steps", var id, ..])
            {
                ids.Add(id);
            }
        }
    }

    /// <summary>What `arm` is where another one was taken, or none.</summary>
    private static IEnumerable<Value> Others(Block block, Step step)
    {
        foreach (var other in step.Blocks.Where(other => other != block && other.Role is BlockRole.Arm or BlockRole.Otherwise))
        {
            yield return new Value.Text(other.Arm);
        }

        if (!step.Blocks.Any(other => other.Role == BlockRole.Otherwise))
        {
            yield return Value.Null.Instance;
        }
    }

    private static Formula Taken(Block block, Step step) => block switch
    {
        { Role: BlockRole.Arm, When: { } when } => FormulaReader.Plain.Read(when.Root),
        { Role: BlockRole.Otherwise } => step.Blocks
            .Where(arm => arm is { Role: BlockRole.Arm, When: not null })
            .Aggregate(Formula.True, (all, arm) => Formula.And(all, Formula.Not(FormulaReader.Plain.Read(arm.When!.Root)))),
        _ => Formula.False,
    };

    /// <summary>
    /// A report goes on after a check that failed, and is not ok; that a check which needs its result fails as well, and lets the run go on
    /// as well, is as it should be.
    /// </summary>
    private bool IsTolerated(OnFailure onFailure) =>
        onFailure == OnFailure.Warn || (onFailure == OnFailure.Continue && point.Place?.Step.Header.OnFailure != OnFailure.Continue);

    /// <param name="member">Of the step itself; null for what stands inside it.</param>
    private static bool GoesMissing(Step step, string? member) =>
        step.Blocks.IsEmpty ? member is null || !step.ResultsOfFailure.Contains(member, StringComparer.Ordinal) : step.FailsAsWhole;

    private static bool HasElements(Node items) => items is Node.List { Items.IsEmpty: false } or Node.Constant { Value: Value.List { Items.IsEmpty: false } };

    /// <summary>Steps that failed, or were not come to.</summary>
    private ImmutableArray<Value.Row> Unfinished(ImmutableArray<string> ids) => [Seen(ids, "failed"), Seen(ids, "skipped")];

    private Value.Row Seen(ImmutableArray<string> ids, string status) => new([.. ids.Select(id => new Field(id, Result(id, status)))]);

    private Value.Row With(Value.Row seen, Step step, string member, Value value) => step.Header.Id is { } id && seen[id] is null
        ? new([.. seen.Fields, new(id, new Value.Row([.. Result(id, "ok").Fields.Select(field => field with { Value = field.Name == member ? value : AbsentScope.Anything })]))])
        : seen;

    private Value.Row Result(string id, string status) => new(
    [
        .. (subject.Names.MembersOf(id) ?? ["status"]).Distinct(StringComparer.Ordinal).Select(member => new Field(member, member switch
        {
            "status" => new Value.Text(status),
            Turns when status == "ok" => new Value.List([]),
            _ => new Value.Missing("it is not there"),
        })),
    ]);
}
