using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Reporting.Findings;

/// <summary>A step that changed something or may have, with all times that it sent the same.</summary>
/// <param name="Times">At least one.</param>
public sealed record ReportChange(ImmutableArray<ReportStep> Times)
{
    public ReportStep First => Times[0];

    /// <summary>Path without turns, and id.</summary>
    public string Name => LoopPath.WithoutTurns(First.Key) is var path && First.Id is { } id ? $"{path} {id}" : path;

    /// <summary>Null where the step does not count rows.</summary>
    public long? Affected => Times.Any(step => step.Affected is not null) ? Times.Sum(step => step.Affected ?? 0) : null;

    public bool IsInDoubt => Times.Any(step => step.IsInDoubt);

    /// <summary>Whether nobody knows if it changed anything.</summary>
    public bool IsUncertain => IsInDoubt || Times.Any(step => step.Changed == Changed.Unknown);

    public bool CanBeUndone => Times.All(step => !step.Undo.IsEmpty);
}
