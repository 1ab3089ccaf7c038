using System.Globalization;
using SomaBrain.Runbooks.Steps.Processes.Native;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>The passwords of a run's targets in a password file of libpq, for the commands it starts; gone with the run.</summary>
internal sealed class ChildPasswords : IDisposable
{
    /// <param name="owner">Who may read it; null: we.</param>
    public ChildPasswords(IEnumerable<SessionTarget> targets, OsUser? owner = null)
    {
        var lines = targets
            .SelectMany(target => target.Settings.Servers
                .Where(server => server.Password is not null)
                .Select(server => string.Join(
                    ':',
                    Escape(server.Host.Length > 0 ? server.Host : server.HostAddress ?? "*"),
                    server.Port.ToString(CultureInfo.InvariantCulture),
                    "*",
                    Escape(target.Settings.User),
                    Escape(server.Password!.Inner is Value.Text text ? text.Content : ""))))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (lines.Count == 0)
        {
            return;
        }

        // A directory of our own, mode 0700, so that nobody can put a file in its place.
        var directory = Directory.CreateTempSubdirectory("rb-pass-");
        Path = System.IO.Path.Combine(directory.FullName, "pgpass");
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

        owner?.Own(Path);
        owner?.Own(directory.FullName);
    }

    public string? Path { get; }

    public void Dispose()
    {
        if (Path is not null)
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        }
    }

    private static string Escape(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal);
}
