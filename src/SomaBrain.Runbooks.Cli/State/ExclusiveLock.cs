namespace SomaBrain.Runbooks.Cli.State;

/// <summary>A lock between processes, gone with the process that has it.</summary>
internal static class ExclusiveLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Null while another has it.</summary>
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
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(path))
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

    public static bool IsHeld(string path)
    {
        using var mine = Try(path);
        return mine is null;
    }
}
