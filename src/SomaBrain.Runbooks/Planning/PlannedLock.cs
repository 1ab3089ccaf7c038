namespace SomaBrain.Runbooks.Planning;

/// <summary>A lock that the run takes before its first change, as it is now. A dry run takes none.</summary>
/// <param name="Name">Of the lock.</param>
/// <param name="Target">In whose database it is.</param>
public sealed record PlannedLock(string Name, string Target)
{
    /// <summary>Nobody answers there: it would be a file, which keeps apart the runs of this machine only.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Who has it, and for how long; null when nobody has, or nobody could tell.</summary>
    public string? HeldBy { get; init; }
}
