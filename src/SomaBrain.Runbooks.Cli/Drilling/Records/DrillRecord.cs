namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>The last time all drills of a playbook passed.</summary>
/// <param name="Playbook">Relative to the file's folder; in the state directory its full path.</param>
/// <param name="Sha256">Of the playbook as it was drilled.</param>
/// <param name="Version">Of the server.</param>
internal sealed record DrillRecord(string Playbook, string Sha256, DateTimeOffset At, string Version)
{
    /// <summary>When it was shown that its drills can fail; null: never.</summary>
    public ProofRecord? Proven { get; init; }
}
