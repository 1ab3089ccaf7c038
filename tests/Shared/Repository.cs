namespace SomaBrain.Runbooks.Tests.Shared;

/// <summary>Where the sources and the published program are.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The native program, as `./build publish` leaves it.</summary>
    public static string Program { get; } = Path.Combine(Root, "out", "runbook");

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SomaBrain.Runbooks.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no SomaBrain.Runbooks.sln above {folder}");
    }
}
