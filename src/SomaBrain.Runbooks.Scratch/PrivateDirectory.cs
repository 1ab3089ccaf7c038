using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>
/// <c>/tmp/rb-xxxxxxxx</c>: one scratch cluster and all that belongs to it. It is ours, so that nobody else can rename or replace
/// what stands in it; each server's own directory below it belongs to the server's user and to nobody else.
/// </summary>
internal static class PrivateDirectory
{
    public const string Prefix = "rb-";

    private const int LongestSocketPath = 107; // bytes of sockaddr_un.sun_path on Linux, less the closing NUL
    private const string LongestSocketName = "/standby99/.s.PGSQL.65535";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string Create(string parent, ServerUser user)
    {
        var path = Path.Combine(parent, Prefix + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8));
        if (Encoding.UTF8.GetByteCount(path + LongestSocketName) > LongestSocketPath)
        {
            throw new ScratchFailure($"`{parent}` is too long: a socket's path has {LongestSocketPath} bytes at most", "name a shorter directory, such as `/tmp`");
        }

        Make(path);
        OwnerRecord.Write(path, ProcessIdentity.Current());
        if (user.IsOther && !OperatingSystem.IsWindows())
        {
            // The server's user passes through and sees nothing.
            File.SetUnixFileMode(path, Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        return path;
    }

    /// <summary>Makes a directory that only we can enter; fails where there is one already, whoever made it.</summary>
    public static void Make(string path)
    {
        if (Posix.MakeDirectory(path, 0x1C0 /* rwx------ */) != 0)
        {
            throw new ScratchFailure(
                $"cannot make the directory `{path}`: {Marshal.GetLastPInvokeErrorMessage()}",
                $"make `{Path.GetDirectoryName(path)}` writable and free some space");
        }
    }

    /// <summary>Hands a directory over to the server's user. Nothing below it is touched by us as root afterwards.</summary>
    public static void HandOver(string path, ServerUser user)
    {
        if (user.IsOther && Posix.ChangeOwner(path, user.Id, user.Group) != 0)
        {
            throw new ScratchFailure($"cannot give `{path}` to `{user.Name}`: {Marshal.GetLastPInvokeErrorMessage()}", "run as that user instead of root");
        }
    }

    /// <summary>
    /// By <c>rm</c>, which walks by file descriptors: the server's user cannot lead us out of the directory by a link put in between.
    /// </summary>
    public static async Task<bool> RemoveAsync(string path, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 5 && Directory.Exists(path); attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(100, ct); // a server on its way out still wrote a file
            }

            foreach (var mounted in Mounts(path))
            {
                await Launcher.TryRunAsync(["umount", "-l", "--", mounted], null, ct);
            }

            await Launcher.TryRunAsync(["rm", "-rf", "--", path], null, ct);
        }

        return !Directory.Exists(path);
    }

    /// <summary>Small disks that were mounted below it.</summary>
    private static List<string> Mounts(string path) => File.Exists("/proc/self/mounts")
        ? [.. File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')[1]).Where(at => at.StartsWith($"{path}/", StringComparison.Ordinal))]
        : [];
}
