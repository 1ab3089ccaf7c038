using SomaBrain.Runbooks.Cli.Drilling.Records;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Cli.Writing;

/// <summary>A playbook of a folder, as far as it can be read.</summary>
/// <param name="Path">As it can be given to `run`.</param>
/// <param name="Playbook">Null when it has errors.</param>
/// <param name="Problem">The first of its errors.</param>
internal sealed record FoundPlaybook(string Path, Playbook? Playbook, Diagnostic? Problem)
{
    /// <summary>The last time all its drills passed, as it is now; null where nobody knows of one.</summary>
    public DrillRecord? Drilled { get; init; }

    /// <summary>The last time it was shown that its drills can fail, it and they as they are now.</summary>
    public ProofRecord? Proven { get; init; }
}
