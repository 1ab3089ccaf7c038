namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>What this program's own signal handling must be, for children to be waited for and written to.</summary>
internal static unsafe class OwnSignals
{
    /// <summary>
    /// SIGCHLD not ignored (a supervisor may have started us so, and then the kernel throws exit statuses away), SIGPIPE
    /// ignored (a child that does not read its stdin must not end us). Handlers of .NET are left alone.
    /// </summary>
    internal static void Prepare()
    {
        if (Handler(Posix.ChildEnded) == 1)
        {
            _ = Libc.Signal(Posix.ChildEnded, 0);
        }

        if (Handler(Posix.BrokenPipe) == 0)
        {
            _ = Libc.Signal(Posix.BrokenPipe, 1);
        }
    }

    /// <summary>The handler is the first member of `struct sigaction` on every system in question: 0 default, 1 ignored.</summary>
    private static nint Handler(int signal)
    {
        var action = stackalloc byte[256];
        return Libc.SignalAction(signal, null, action) == 0 ? *(nint*)action : -1;
    }
}
