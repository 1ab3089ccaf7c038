namespace SomaBrain.Runbooks.Cli.Drilling.Records;

/// <summary>What a drill is about, as it was when the drill began: who edits meanwhile has not drilled that.</summary>
/// <param name="Playbook">Its hash.</param>
/// <param name="Proof">See <see cref="ProofHash"/>; null where nothing is to be proven, or the playbook cannot be read.</param>
internal sealed record DrilledFiles(string Playbook, string? Proof)
{
    /// <summary>Null where there is no such playbook.</summary>
    public static DrilledFiles? Now(string playbook, bool isProof) =>
        File.Exists(playbook) ? new(DrillRecords.HashOf(playbook), isProof ? ProofHash.Of(playbook) : null) : null;
}
