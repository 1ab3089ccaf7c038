using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Journaling.Verifying;

/// <summary>What is known of a journal before it is verified.</summary>
/// <param name="Run">The run it should be of, as its directory is named; null when only the journal is known.</param>
/// <param name="Heads">What anchors kept of it.</param>
public sealed record JournalKnowledge(string? Run, ImmutableArray<AnchoredHead> Heads)
{
    /// <summary>A head that a person kept: the SHA-256 of a line, in hex. Null when there is none.</summary>
    public string? Kept { get; init; }

    /// <summary>Is shown each entry that opens, pauses, resumes or closes the run, tells of a torn line, comes after the end, or names something kept beside the journal, and says what
    /// is wrong with that (lower case, no period) or null.</summary>
    public Func<JournalEntry, string?>? Beside { get; init; }
}
