using SomaBrain.Runbooks.Steps.Targets.Libpq;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

/// <summary>The real file system under a home directory and environment of the test's own.</summary>
internal sealed class TestHost : IHostEnvironment, IDisposable
{
    private readonly MachineEnvironment _machine = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string? UserName => _machine.UserName;

    public string HomeDirectory { get; } = Directory.CreateTempSubdirectory("rb-home-").FullName;

    string? IHostEnvironment.HomeDirectory => HomeDirectory;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public HostFile? Find(string path) => _machine.Find(path);

    public bool Has(string path) => _machine.Has(path);

    public string? ReadText(string path) => _machine.ReadText(path);

    /// <summary>Writes a file below the home directory, for its owner only unless a mode is given.</summary>
    public string Write(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = Path.Combine(HomeDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    public void Dispose() => Directory.Delete(HomeDirectory, recursive: true);
}
