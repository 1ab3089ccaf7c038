namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>The playbooks below a folder.</summary>
internal static class PlaybookFolder
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>Each `.yaml` and `.yml` file with a line that begins with `runbook:`, in the order of their names.</summary>
    public static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", Deep)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Where(IsPlaybook)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A file that cannot be read is none of ours to judge by: lint says why.</summary>
    private static bool IsPlaybook(string file)
    {
        try
        {
            return File.ReadLines(file).Any(line => line.StartsWith("runbook:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
