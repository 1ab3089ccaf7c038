using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Execution.Undoing;

/// <summary>The steps of a playbook that revert what a run of it did.</summary>
public static class UndoPlaybook
{
    /// <summary>As steps that stand for themselves, each under the name it has in journals; null for one that the playbook does not have.</summary>
    public static Step? StepOf(Playbook playbook, KeptStep kept)
    {
        var path = UndoKey.PathOf(kept.Path);
        var step = playbook.AllSteps.SelectMany(one => one.Header.Undo).FirstOrDefault(one => one.Header.Path == path && one.Header.Keyword == kept.StepKind);
        return step is null ? null : step with
        {
            Header = step.Header with { Path = kept.Path, Id = null, When = null, Title = step.Header.Title is { HasHoles: false } title ? title : null },
        };
    }

    /// <summary>A playbook of these steps alone: its names, none of its results.</summary>
    public static Playbook Of(Playbook playbook, ImmutableArray<Step> steps, string title) => playbook with
    {
        Title = title,
        Steps = steps,
        Finally = [],
        Outputs = [],
        AfterFailure = AfterFailure.Stop,
    };

    /// <summary>What was kept of each step, by its name in the journal.</summary>
    public static Dictionary<string, KeptStep> ByPath(IEnumerable<KeptStep> steps) => steps.ToDictionary(step => step.Path, StringComparer.Ordinal);
}
