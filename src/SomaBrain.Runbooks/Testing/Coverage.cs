using System.Collections.Immutable;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Replaying;

namespace SomaBrain.Runbooks.Testing;

/// <summary>
/// How much of a playbook its cases come by: steps, and arms: those of a branch (none of them is one, too, where there is no
/// `else`), a `rescue`, and the two of each `when`. Of playbooks that are called the own tests tell; what reverts a step does not count.
/// </summary>
public sealed record Coverage(int Steps, int StepsRun, int Arms, int ArmsTaken, ImmutableArray<string> NotRun, ImmutableArray<string> NotTaken)
{
    public static string Arm(string path, string arm) => $"{path} arm {arm}";

    public static string Run(string path) => $"{path} when true";

    public static string Skipped(string path) => $"{path} when false";

    public static Coverage Of(Playbook playbook, IReadOnlyCollection<CaseResult> cases)
    {
        var called = playbook.Callees.SelectMany(callee => callee.AllSteps).ToHashSet(ReferenceEqualityComparer.Instance);
        var own = StepPaths.Of(playbook).Where(one => !called.Contains(one.Step) && !UndoKey.Is(one.Path)).ToList();
        var ran = cases.SelectMany(one => one.Ran).ToHashSet(StringComparer.Ordinal);
        var taken = cases.SelectMany(one => one.Arms).ToHashSet(StringComparer.Ordinal);
        var arms = own.SelectMany(one => ArmsOf(one.Path, one.Step)).ToList();
        return new(
            own.Count,
            own.Count(one => ran.Contains(one.Path)),
            arms.Count,
            arms.Count(one => taken.Contains(one.Key)),
            [.. own.Where(one => !ran.Contains(one.Path)).Select(one => Name(one.Path, one.Step))],
            [.. arms.Where(one => !taken.Contains(one.Key)).Select(one => one.Shown)]);
    }

    private static IEnumerable<(string Key, string Shown)> ArmsOf(string path, Step step)
    {
        var name = Name(path, step);
        if (step.Header.When is not null)
        {
            yield return (Run(path), $"{name} when true");
            yield return (Skipped(path), $"{name} when false");
        }

        foreach (var block in step.Blocks.Where(block => block.Callee is null && (block.When is not null || block.Role is BlockRole.Otherwise or BlockRole.Rescue)))
        {
            yield return (Arm(path, block.Arm), $"{name} arm {block.Arm}");
        }

        if (step.Blocks.Any(block => block.When is not null) && step.Blocks.All(block => block.Role != BlockRole.Otherwise))
        {
            yield return (Arm(path, ExpectationReader.NoArm), $"{name} arm {ExpectationReader.NoArm}");
        }
    }

    private static string Name(string path, Step step) => step.Header.Id is null ? path : $"{step.Header.Id} ({path})";
}
