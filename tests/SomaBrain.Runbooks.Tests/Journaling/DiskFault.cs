namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>How a call fails.</summary>
public enum DiskFault
{
    /// <summary>No call does: the power goes.</summary>
    None,

    /// <summary>ENOSPC in the middle of a line.</summary>
    Full,

    /// <summary>As many bytes as a signal let through.</summary>
    ShortWrite,

    /// <summary>EIO.</summary>
    FlushFails,

    /// <summary>EROFS.</summary>
    ReadOnly,
}
