using System.Globalization;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>The server process of a data directory, found by <c>postmaster.pid</c> and believed only where it works in that directory.</summary>
internal static class Postmaster
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    /// <summary>The living server's process id; <see langword="null"/> where none serves this directory.</summary>
    public static async Task<int?> FindAsync(string data, CancellationToken ct)
    {
        try
        {
            var first = (await File.ReadAllTextAsync(Path.Combine(data, "postmaster.pid"), ct)).Split('\n')[0];
            return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && pid > 1 && await ServesAsync(pid, data, ct) ? pid : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sends the signal that stands for <paramref name="mode"/> and waits until the process has gone.</summary>
    /// <returns>False where it is still there when the patience ends.</returns>
    public static async Task<bool> StopAsync(string data, StopMode mode, TimeSpan patience, CancellationToken ct)
    {
        if (await FindAsync(data, ct) is not { } pid)
        {
            return true;
        }

        var start = ProcessIdentity.StartOf(pid);
        Posix.Signal(pid, mode switch
        {
            StopMode.Smart => Posix.Terminate,
            StopMode.Fast => Posix.Interrupt,
            _ => Posix.Quit,
        });
        Posix.Signal(pid, Posix.Continue); // a drill may have stopped it with SIGSTOP: then the first signal waits
        return await WaitAsync(pid, start, patience, ct);
    }

    /// <summary>At once, and by force where the server does not follow.</summary>
    public static async Task EndAsync(string data, CancellationToken ct)
    {
        if (!await StopAsync(data, StopMode.Immediate, TimeSpan.FromSeconds(10), ct) && await FindAsync(data, ct) is { } pid)
        {
            var start = ProcessIdentity.StartOf(pid);
            Posix.Signal(pid, Posix.Kill);
            await WaitAsync(pid, start, TimeSpan.FromSeconds(5), ct);
        }
    }

    private static async Task<bool> WaitAsync(int pid, string? start, TimeSpan patience, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; start is not null && ProcessIdentity.StartOf(pid) == start; waited += Glance)
        {
            if (waited > patience)
            {
                return false;
            }

            await Task.Delay(Glance, ct);
        }

        return true;
    }

    /// <summary>A postmaster's working directory is its data directory; without <c>/proc</c> its command line has to do.</summary>
    private static async Task<bool> ServesAsync(int pid, string data, CancellationToken ct)
    {
        if (Directory.Exists("/proc/self"))
        {
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd")).LinkTarget == data;
        }

        var line = await Launcher.TryRunAsync(["ps", "-o", "command=", "-p", pid.ToString(CultureInfo.InvariantCulture)], null, ct);
        return line.StandardOutput.Contains(data, StringComparison.Ordinal);
    }
}
