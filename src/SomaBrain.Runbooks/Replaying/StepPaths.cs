using System.Collections.Immutable;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>All steps of a playbook by their paths, those of the playbooks that it calls under the path of the call, and what reverts a step under its own.</summary>
public static class StepPaths
{
    public static IEnumerable<(string Path, Step Step)> Of(Playbook playbook) => In(playbook.Steps, "").Concat(In(playbook.Finally, "finally."));

    private static IEnumerable<(string Path, Step Step)> In(ImmutableArray<Step> steps, string prefix)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{i + 1}");
            yield return (path, steps[i]);
            foreach (var inner in In(steps[i].Header.Undo, $"{path}.undo.").Concat(steps[i].Blocks.SelectMany(block => In(block.Steps, $"{path}.{block.Arm}."))))
            {
                yield return inner;
            }
        }
    }
}
