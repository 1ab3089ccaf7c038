using System.Collections.Immutable;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>A journal's verdict, and who was asked.</summary>
/// <param name="Run">Its id, or the directory's name when the journal tells none.</param>
public sealed record Proof(string Run, Verdict Verdict, ImmutableArray<ProofNote> Notes)
{
    /// <summary>What the verdict says nothing of.</summary>
    public ImmutableArray<Unwitnessed> Unwitnessed { get; init; } = [];
}
