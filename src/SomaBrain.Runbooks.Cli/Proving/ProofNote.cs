namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>What one anchor or seal had to say of a journal.</summary>
/// <param name="Name">`file:PATH`, `server:NAME`, `seal`.</param>
/// <param name="Said">"knows its end", "does not know the run".</param>
/// <param name="Proves">Whether it stands by the journal.</param>
public sealed record ProofNote(string Name, string Said, bool Proves)
{
    /// <summary>The journal says that it took the run's end.</summary>
    public bool Took { get; init; }

    /// <summary>It could be asked.</summary>
    public bool Answered { get; init; }
}
