using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>What a run of `runbook undo` undoes.</summary>
/// <param name="Run">The run id of the one that made the changes.</param>
/// <param name="Steps">The steps whose `undo` is run, in that order, as that run's journal names them: `4[2]`.</param>
public sealed record UndoneRun(string Run, ImmutableArray<string> Steps)
{
    public bool Equals(UndoneRun? other) => other is not null && Run == other.Run && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Run.GetHashCode(StringComparison.Ordinal);
}
