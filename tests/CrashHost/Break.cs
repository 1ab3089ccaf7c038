namespace CrashHost;

/// <summary>What happens at the chosen line of a journal.</summary>
public enum Break
{
    None,

    /// <summary>SIGKILL before it is written.</summary>
    Before,

    /// <summary>SIGKILL when half of it is written.</summary>
    Half,

    /// <summary>SIGKILL when it is written and not flushed.</summary>
    Written,

    /// <summary>SIGKILL when it is flushed, or before the line after it where it is not flushed by itself.</summary>
    Flushed,

    /// <summary>ENOSPC when half of it is written.</summary>
    DiskFull,

    /// <summary>EIO when it is flushed, or at the write after it.</summary>
    FlushFails,

    /// <summary>EROFS before it is written.</summary>
    ReadOnly,
}
