namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>Numbers that differ between systems, and those that have a name worth reading.</summary>
internal static class Posix
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int TooLong = 7;
    internal const int NoExecutableFormat = 8;
    internal const int NoChild = 10;
    internal const int AccessDenied = 13;
    internal const int NotADirectory = 20;

    /// <summary>Linux.</summary>
    internal const int TooManyLinks = 40;

    internal const int ExecuteAccess = 1;
    internal const int ProcessId = 1;
    internal const int NoHang = 1;
    internal const int Exited = 4;

    internal const int Interrupt = 2;
    internal const int KillNow = 9;
    internal const int BrokenPipe = 13;

    /// <summary>Linux: `CLOSE_RANGE_CLOEXEC`.</summary>
    internal const int MarkOnly = 4;

    /// <summary>Linux, the same on every architecture.</summary>
    internal const int PidFileSendSignal = 424;

    /// <inheritdoc cref="PidFileSendSignal"/>
    internal const int PidFileOpen = 434;

    internal static readonly bool IsLinux = OperatingSystem.IsLinux();

    internal static readonly int Continue = IsLinux ? 18 : 19;
    internal static readonly int ChildEnded = IsLinux ? 17 : 20;
    internal static readonly int KeepWaitable = IsLinux ? 0x01000000 : 0x20;
    internal static readonly int CloseOnExec = IsLinux ? 0x80000 : 0x1000000;

    /// <summary>
    /// `POSIX_SPAWN_SETSID`, `SETSIGMASK` and `SETSIGDEF`; and `CLOEXEC_DEFAULT`, which only Apple has: every descriptor
    /// that is not named is closed.
    /// </summary>
    internal static readonly short SpawnFlags = IsLinux ? (short)0x8c : (short)0x440c;
}
