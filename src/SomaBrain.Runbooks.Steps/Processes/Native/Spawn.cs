namespace SomaBrain.Runbooks.Steps.Processes.Native;

/// <summary>One call of `posix_spawn`, with all that a child of ours must be given and nothing else.</summary>
internal static unsafe class Spawn
{
    /// <summary>Room for `posix_spawnattr_t` (336 bytes in glibc), `posix_spawn_file_actions_t` (80) and `sigset_t` (128).</summary>
    private const int Opaque = 512;

    /// <summary>
    /// Starts <paramref name="path"/> as the leader of a session, and so of a process group, of its own, with all signals
    /// at their defaults and unblocked (.NET ignores SIGPIPE, which a child would inherit). A session and not only a
    /// group: without a controlling terminal `ssh`, `sudo` and `psql` fail where they would ask for a password and be
    /// stopped, and a descendant that moves to another group (`timeout`, `set -m`) still shows whose it is.
    /// The kernel does it before the program runs, so there is no moment in which Ctrl-C of the terminal reaches it.
    /// </summary>
    /// <returns>0, or the error number.</returns>
    internal static int Start(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        string? directory,
        (int In, int Out, int Error) streams,
        out int process)
    {
        MarkInherited();
        using var name = new StringBlock([path]);
        using var argv = new StringBlock(arguments);
        using var env = new StringBlock(environment);
        using var cwd = new StringBlock([directory ?? ""]);
        var attributes = stackalloc byte[Opaque];
        var actions = stackalloc byte[Opaque];
        var signals = stackalloc byte[Opaque];
        process = 0;
        _ = Libc.InitAttributes(attributes);
        _ = Libc.InitActions(actions);
        try
        {
            _ = Libc.SetFlags(attributes, Posix.SpawnFlags);
            _ = Libc.EmptySignals(signals);
            _ = Libc.SetSignalMask(attributes, signals);
            _ = Libc.FillSignals(signals);
            _ = Libc.SetSignalDefaults(attributes, signals);
            if (directory is not null)
            {
                _ = Libc.AddDirectory(actions, cwd.First);
            }

            _ = Libc.AddDuplicate(actions, streams.In, 0);
            _ = Libc.AddDuplicate(actions, streams.Out, 1);
            _ = Libc.AddDuplicate(actions, streams.Error, 2);
            fixed (int* started = &process)
            {
                return Libc.Spawn(started, name.First, actions, attributes, argv.Pointers, env.Pointers);
            }
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
        }
    }

    /// <summary>What our own parent or a native library left open without the flag must not reach a child either.</summary>
    private static void MarkInherited()
    {
        if (!Posix.IsLinux)
        {
            return;
        }

        try
        {
            _ = Libc.CloseRange(3, uint.MaxValue, Posix.MarkOnly);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than glibc 2.34: what .NET opens carries the flag anyway.
        }
    }
}
