namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>The last time it was shown that the drills of a playbook can fail.</summary>
/// <param name="Sha256">Of the playbook, those it calls, and its drills; see <see cref="ProofHash"/>.</param>
/// <param name="Steps">What was taken out and missed, in all its drills together.</param>
internal sealed record ProofRecord(DateTimeOffset At, string Sha256, int Steps);
