namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>`env:NAME` and `file:PATH` (mode 0600 or stricter).</summary>
internal static class SecretSources
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <returns>The secret, or why there is none.</returns>
    public static (string? Text, string? Why) Read(string source)
    {
        if (source.StartsWith("env:", StringComparison.Ordinal))
        {
            return Environment.GetEnvironmentVariable(source["env:".Length..]) is { Length: > 0 } value ? (value, null) : (null, "the variable is not set");
        }

        var path = source["file:".Length..];
        try
        {
            if (!File.Exists(path))
            {
                return (null, "there is no such file");
            }

            return (File.GetUnixFileMode(path) & Others) != 0
                ? (null, $"others may read it: `chmod 600 {path}`")
                : (File.ReadAllText(path).TrimEnd('\r', '\n'), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }
}
