namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A lock between processes, gone with the process that has it.</summary>
internal static class ExclusiveLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>EWOULDBLOCK: what `flock` says of a lock that another has. All else, such as a read-only disk, is no lock.</summary>
    private static readonly int Held = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Null while another has it.</summary>
    /// <exception cref="IOException">It cannot be had: nobody can write there.</exception>
    public static FileStream? Try(string path)
    {
        try
        {
            return new(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = StateDirectory.OwnerFile,
            });
        }
        catch (IOException e) when (e.HResult == Held)
        {
            return null;
        }
    }

    /// <summary>Waits for a short piece of work of others to end.</summary>
    /// <exception cref="IOException">It did not end within the patience.</exception>
    public static FileStream Wait(string path, TimeSpan patience) =>
        TryFor(path, patience) ?? throw new IOException($"{path} is locked by another process");

    /// <summary>Null when another still has it after the patience.</summary>
    public static FileStream? TryFor(string path, TimeSpan patience)
    {
        var held = Try(path);
        for (var waited = TimeSpan.Zero; held is null && waited < patience; waited += Pause)
        {
            Thread.Sleep(Pause);
            held = Try(path);
        }

        return held;
    }

    /// <summary>Where a lock cannot be taken nobody has it.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var mine = Try(path);
            return mine is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
