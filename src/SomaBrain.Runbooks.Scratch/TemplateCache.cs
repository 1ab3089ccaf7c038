using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>
/// Clusters made once and copied from then on, by version, content and user. A template appears by one rename, so it is there
/// whole or not at all; one whose files are not those it was made with is thrown away. (Their number and sizes are compared, not
/// their bytes: reading them all would take as long as copying. A server that then does not start throws the template away too.)
/// </summary>
/// <param name="root">Closed to all others, so that nobody can put another data directory here.</param>
internal sealed class TemplateCache(string root)
{
    private const string Manifest = "manifest";
    private const string Data = "data";
    private const int Kept = 6;

    public static string Key(PostgresBinaries binaries, ServerUser user, ScratchOptions options)
    {
        var said = string.Join('\0', ["1", binaries.Version, binaries.Directory, user.Id.ToString(CultureInfo.InvariantCulture),
            options.Content == ScratchContent.Empty ? "" : SomaBrainDatabase.Schema, .. options.InitdbArguments]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"{binaries.Major}.{binaries.Minor}-{hash}");
    }

    /// <summary>Copies the template to <paramref name="target"/>, which must not exist and whose parent must still be ours.</summary>
    /// <returns>False where there is no whole template.</returns>
    public async Task<bool> TryCopyAsync(string key, string target, CancellationToken ct)
    {
        var template = Path.Combine(root, key);
        try
        {
            if (!Directory.Exists(template))
            {
                return false;
            }

            if (await File.ReadAllTextAsync(Path.Combine(template, Manifest), ct) == Describe(Path.Combine(template, Data)))
            {
                // Keeps owners and modes, and shares blocks where the file system can.
                var copy = await Launcher.TryRunAsync(["cp", "-a", "--", Path.Combine(template, Data), target], null, ct);
                if (copy.ExitCode == 0)
                {
                    Directory.SetLastWriteTimeUtc(template, File.GetLastWriteTimeUtc(Path.GetDirectoryName(target)!));
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody removed it under our hands.
        }

        await DropAsync(key, ct);
        await Launcher.TryRunAsync(["rm", "-rf", "--", target], null, ct);
        return false;
    }

    /// <summary>Keeps a copy of a cleanly stopped cluster. Where it cannot, nothing is lost but time.</summary>
    public async Task SaveAsync(string key, string data, CancellationToken ct)
    {
        var draft = Path.Combine(root, ".new-" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        try
        {
            CreatePrivate(draft);
            var copy = await Launcher.TryRunAsync(["cp", "-a", "--", data, Path.Combine(draft, Data)], null, ct);
            if (copy.ExitCode == 0)
            {
                await File.WriteAllTextAsync(Path.Combine(draft, Manifest), Describe(Path.Combine(draft, Data)), ct);
                Directory.Move(draft, Path.Combine(root, key));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another start has put the same template there, or the state directory cannot be written.
        }

        await Launcher.TryRunAsync(["rm", "-rf", "--", draft], null, ct);
        await PruneAsync(ct);
    }

    public Task DropAsync(string key, CancellationToken ct) =>
        Launcher.TryRunAsync(["rm", "-rf", "--", Path.Combine(root, key)], null, ct);

    private static string Describe(string data)
    {
        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            files++;
            bytes += file.Length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{files} files, {bytes} bytes\n");
    }

    private static void CreatePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Versions come and go; the least used templates make room. Drafts of dead makers go with them.</summary>
    private async Task PruneAsync(CancellationToken ct)
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        var all = new DirectoryInfo(root).GetDirectories();
        foreach (var old in all.OrderByDescending(template => template.LastWriteTimeUtc).Skip(Kept))
        {
            await Launcher.TryRunAsync(["rm", "-rf", "--", old.FullName], null, ct);
        }
    }
}
