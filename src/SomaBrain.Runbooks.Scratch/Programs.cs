namespace SomaBrain.Runbooks.Scratch;

/// <summary>Finds a program by its name, as a shell does.</summary>
internal static class Programs
{
    public static IEnumerable<string> Path =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>On the PATH or where the system's own tools are; a service's PATH may lack the latter.</summary>
    public static string? Find(string name) =>
        Path.Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Where(System.IO.Path.IsPathRooted)
            .Select(directory => System.IO.Path.Combine(directory, name))
            .FirstOrDefault(IsExecutable);

    public static bool IsExecutable(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Execute) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
