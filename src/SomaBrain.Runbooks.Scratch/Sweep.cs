using System.Globalization;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>Removes what dead owners left. Several may sweep at once: each move can be made twice.</summary>
internal static class Sweep
{
    /// <summary>How old a directory without a record must be: its owner may be about to write one.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(string parent, TimeProvider time, CancellationToken ct)
    {
        if (!Directory.Exists(parent) || !Directory.EnumerateDirectories(parent, PrivateDirectory.Prefix + "*").Any())
        {
            return;
        }

        foreach (var directory in await OursAsync(parent, ct))
        {
            if (IsLeft(directory, time))
            {
                await RemoveAsync(directory, ct);
            }
        }
    }

    /// <summary>Ends the servers of one scratch directory and removes it.</summary>
    /// <returns>False where something stays.</returns>
    public static async Task<bool> RemoveAsync(string directory, CancellationToken ct)
    {
        try
        {
            foreach (var server in Directory.EnumerateDirectories(directory))
            {
                await Postmaster.EndAsync(Path.Combine(server, "data"), ct);
            }
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Another sweep was faster, or the directory is no cluster's.
        }

        return await PrivateDirectory.RemoveAsync(directory, ct);
    }

    /// <summary>The common parent is open to all: only what belongs to us, and is a directory and no link, is ours to remove.</summary>
    private static async Task<string[]> OursAsync(string parent, CancellationToken ct)
    {
        var user = Posix.EffectiveUser().ToString(CultureInfo.InvariantCulture);
        var found = await Launcher.TryRunAsync(
            ["find", parent, "-maxdepth", "1", "-type", "d", "-name", PrivateDirectory.Prefix + "????????", "-user", user], null, ct);
        return found.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsLeft(string directory, TimeProvider time)
    {
        if (OwnerRecord.Read(directory) is { } owner)
        {
            return owner.IsGone();
        }

        return Directory.Exists(directory) && Directory.GetLastWriteTimeUtc(directory) < time.GetUtcNow().UtcDateTime - Grace;
    }
}
