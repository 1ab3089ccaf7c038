using System.Globalization;
using SomaBrain.Runbooks.Steps.Processes;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Steps.Processes.Tree;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>The passwords of a run's targets in a password file of libpq, for the commands it starts; gone with the run.</summary>
internal sealed class ChildPasswords : IDisposable
{
    private const string Prefix = "rb-pass-";
    private const string FileName = "pgpass";

    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="owner">Who may read it; null: we.</param>
    public ChildPasswords(IEnumerable<SessionTarget> targets, OsUser? owner = null)
    {
        // In its own default directory a libpq looks for `localhost`, and which one that is depends on who built it.
        var lines = targets.SelectMany(target => Lines(target.Settings, server => server.Host.Length > 0 ? server.Host : server.HostAddress ?? "*"))
            .Concat(targets.SelectMany(target => Lines(target.Settings, server => server.IsSocket ? "localhost" : null)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (lines.Count == 0)
        {
            return;
        }

        // A directory of our own, so that nobody can put a file in its place; its name says whose it is, from its first moment.
        var directory = Directory.CreateTempSubdirectory($"{Prefix}{Owner(ProcessIdentity.Ours)}-").FullName;
        Path = System.IO.Path.Combine(directory, FileName);
        using var file = new FileStream(Path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(file);
        foreach (var line in lines)
        {
            writer.Write(line + "\n");
        }

        if (owner is not null)
        {
            owner.Own(Path);
            File.SetUnixFileMode(directory, Passable);
        }
    }

    public string? Path { get; }

    public void Dispose()
    {
        if (Path is not null)
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        }
    }

    /// <param name="nameOf">What a server is looked for by; null where it is not.</param>
    private static IEnumerable<string> Lines(ConnectionSettings settings, Func<ServerAddress, string?> nameOf)
    {
        foreach (var server in settings.Servers)
        {
            if (server.Password is { Inner: Value.Text { Content: var password } } && nameOf(server) is { } name)
            {
                yield return string.Join(':', Escape(name), server.Port.ToString(CultureInfo.InvariantCulture), "*", Escape(settings.User), Escape(password));
            }
        }
    }

    /// <summary>Removes the files of runs that were killed.</summary>
    public static void Sweep(string folder)
    {
        try
        {
            foreach (var directory in Directory.EnumerateDirectories(folder, $"{Prefix}*"))
            {
                if (IsLeft(System.IO.Path.GetFileName(directory)[Prefix.Length..].Split('-')[0]) && FileOwner.IsUs(directory))
                {
                    File.Delete(System.IO.Path.Combine(directory, FileName));
                    Directory.Delete(directory);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run was faster, or it is no folder of ours.
        }
    }

    /// <summary>A process, and where its number counts: a container that shares our folder has another space of numbers.</summary>
    internal static string Owner(ProcessIdentity process) => string.Create(
        CultureInfo.InvariantCulture, $"{process.Pid}.{process.StartTicks}.{ProcFile.Namespace()?.Trim("pid:[]".ToCharArray())}.{ProcessIdentity.Boot.Replace("-", "", StringComparison.Ordinal)}");

    /// <summary>What cannot be said for certain is not left.</summary>
    private static bool IsLeft(string owner)
    {
        var (parts, ours) = (owner.Split('.'), Owner(ProcessIdentity.Ours).Split('.'));
        if (parts.Length != ours.Length || ours[^1].Length == 0
            || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var pid) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start))
        {
            return false;
        }

        return parts[^1] != ours[^1] || (parts[2] == ours[2] && !new ProcessIdentity(pid, start).IsAlive);
    }

    /// <summary>As a line of the file has it.</summary>
    public static string Escape(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal);
}
