using System.Collections.Immutable;
using SomaBrain.Runbooks.Expressions.Syntax;
using SomaBrain.Runbooks.Linting.Logic;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Linting.Absence;

/// <summary>What is true wherever a run comes to a point: conditions around it, the arms before its arm, what was demanded before it.</summary>
internal sealed class KnownFacts(LintSubject subject)
{
    /// <summary>More are not thought about: a playbook may have thousands, and each result is asked for.</summary>
    private const int Most = 32;

    private readonly Dictionary<Step, int> _index = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, ILookup<string, (int Index, Formula Fact)>> _demands = new(ReferenceEqualityComparer.Instance);

    /// <param name="cause">What the facts should speak of.</param>
    /// <param name="loop">They may speak of it, too.</param>
    public IEnumerable<Formula> At(UsePoint point, Cause cause, StepPlace? loop) =>
        All(point, loop is null ? Words(cause) : [.. Words(cause), $"steps.{loop.Step.Header.Id}"]).Take(Most);

    private static List<string> Words(Cause cause) =>
    [
        .. cause.Unless.Atoms().SelectMany(Words),
        .. cause.Seen.SelectMany(seen => seen.Fields).Select(field => $"steps.{field.Name}"),
        .. cause.Empty is [var root, var name, ..] ? [$"{root}.{name}"] : Array.Empty<string>(),
    ];

    /// <summary>The names that a condition speaks of.</summary>
    private static IEnumerable<string> Words(Formula.Atom atom) =>
        References.Of(atom.Node!).Select(reference => string.Join('.', reference.Path.Take(2))).Distinct(StringComparer.Ordinal);

    private IEnumerable<Formula> All(UsePoint point, List<string> words)
    {
        if (point.Place is null)
        {
            return Demanded(null, int.MaxValue, words);
        }

        var inside = point.Place.Step.Blocks.FirstOrDefault(block => block.When is not null && block.When == point.Condition);
        var own = point.Place.Step.Demands.TakeWhile(demand => demand != point.Condition);
        return (inside is null ? [] : ArmsBefore(point.Place.Step, inside))
            .Concat(point.Place.Step.Demands.Contains(point.Condition!) ? own.Select(demand => FormulaReader.Plain.Read(demand.Root)) : [])
            .Concat(point.Outwards().SelectMany(place => Around(place, point, words)));
    }

    private IEnumerable<Formula> Around(StepPlace place, UsePoint point, List<string> words)
    {
        if (place.Step.Header.When is { } when && when != point.Condition)
        {
            yield return FormulaReader.Plain.Read(when.Root);
        }

        if (place.Block?.When is { } arm)
        {
            yield return FormulaReader.Plain.Read(arm.Root);
        }

        foreach (var fact in place is { Parent: { } parent, Block: { } block } ? ArmsBefore(parent.Step, block) : [])
        {
            yield return fact;
        }

        // The steps of an `undo` have their values before any of them runs.
        foreach (var fact in place.Block?.Role == BlockRole.Later ? [] : Demanded(place, IndexOf(place), words))
        {
            yield return fact;
        }
    }

    private static IEnumerable<Formula> ArmsBefore(Step step, Block block) =>
        block.Role is not (BlockRole.Arm or BlockRole.Otherwise) ? []
        : step.Blocks.TakeWhile(arm => arm != block).Where(arm => arm.When is not null).Select(arm => Formula.Not(FormulaReader.Plain.Read(arm.When!.Root)));

    private IEnumerable<Formula> Demanded(StepPlace? beside, int before, List<string> words)
    {
        var key = (object?)beside?.Block ?? subject;
        if (!_demands.TryGetValue(key, out var demands))
        {
            _demands[key] = demands = Demands(StepsOf(beside))
                .SelectMany(demand => demand.Fact.Atoms().SelectMany(Words).Distinct(StringComparer.Ordinal), (demand, word) => (Word: word, Demand: demand))
                .ToLookup(one => one.Word, one => one.Demand, StringComparer.Ordinal);
        }

        return words.SelectMany(word => demands[word].TakeWhile(demand => demand.Index < before).Select(demand => demand.Fact));
    }

    private static IEnumerable<(int Index, Formula Fact)> Demands(ImmutableArray<Step> steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var header = steps[i].Header;
            if (steps[i].Demands.IsEmpty || header.OnFailure != OnFailure.Stop || header.Loop is Loop.ForEach)
            {
                continue;
            }

            var skipped = header.When is null ? Formula.False : Formula.Not(FormulaReader.Plain.Read(header.When.Root));
            foreach (var demand in steps[i].Demands)
            {
                yield return (i, Formula.Or(skipped, FormulaReader.Plain.Read(demand.Root)));
            }
        }
    }

    private int IndexOf(StepPlace place)
    {
        if (!_index.TryGetValue(place.Step, out var index))
        {
            var steps = StepsOf(place);
            for (var i = 0; i < steps.Length; i++)
            {
                _index[steps[i]] = i;
            }

            index = _index.GetValueOrDefault(place.Step);
        }

        return index;
    }

    private ImmutableArray<Step> StepsOf(StepPlace? place) => place?.Block?.Steps ?? subject.Playbook.Steps;
}
