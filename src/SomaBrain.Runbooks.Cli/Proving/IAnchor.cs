namespace SomaBrain.Runbooks.Cli.Proving;

/// <summary>A place elsewhere that keeps heads.</summary>
public interface IAnchor
{
    /// <summary>As journals and messages call it: `file:PATH`, `server:NAME`.</summary>
    string Name { get; }

    /// <summary>Kept when it returns null; else why not: lower case, no period.</summary>
    string? Give(AnchorEntry entry);

    /// <summary>What it keeps of a run, or of every run of this machine when there is none.</summary>
    /// <returns>Exactly one of the two is not null.</returns>
    (IReadOnlyList<AnchorEntry>? Entries, string? Why) Known(string? run);
}
