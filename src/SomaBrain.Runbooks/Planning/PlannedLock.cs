namespace SomaBrain.Runbooks.Planning;

/// <summary>A lock that the run takes before its first change, as it is now. A dry run takes none.</summary>
/// <param name="name">Of the lock.</param>
/// <param name="target">In whose database it is.</param>
public sealed class PlannedLock(string name, string target)
{
    public string Name => name;

    public string Target => target;

    /// <summary>Nobody answers there: it would be a file, which keeps apart the runs of this machine only.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Who has it, and for how long; null when nobody has, or nobody could tell.</summary>
    public string? HeldBy { get; init; }
}
