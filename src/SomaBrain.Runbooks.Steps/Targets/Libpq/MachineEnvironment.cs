namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>The machine this program runs on.</summary>
public sealed class MachineEnvironment : IHostEnvironment
{
    public string? UserName => Environment.UserName is { Length: > 0 } name ? name : null;

    public string? HomeDirectory => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null;

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public HostFile? Find(string path)
    {
        try
        {
            var followed = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var attributes = File.GetAttributes(followed);
            return OperatingSystem.IsWindows() ? null : new(File.GetUnixFileMode(followed), !attributes.HasFlag(FileAttributes.Directory) && PlainFile.WhyNot(followed) is null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public bool Has(string path)
    {
        try
        {
            return Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    public string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
