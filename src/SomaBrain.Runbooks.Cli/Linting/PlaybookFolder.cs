using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Yaml;

namespace SomaBrain.Runbooks.Cli.Linting;

/// <summary>The playbooks below a folder, among other YAML.</summary>
internal static class PlaybookFolder
{
    private static ReadOnlySpan<byte> Key => "runbook:"u8;

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };

    /// <summary>Each `.yaml` and `.yml` file, in the order of their names.</summary>
    public static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", Deep).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether a line of it begins with `runbook:`. A file that cannot be read is none of ours to judge by: lint says why. Of a large
    /// one the beginning tells.
    /// </summary>
    public static bool IsPlaybook(string file)
    {
        try
        {
            if (PlainFile.WhyNot(file) is not null)
            {
                return false;
            }

            using var stream = File.OpenRead(file);
            var beginning = new byte[Math.Min(stream.Length, YamlLimits.Bytes)];
            stream.ReadExactly(beginning);
            return beginning.AsSpan().StartsWith(Key) || beginning.AsSpan().IndexOf([(byte)'\n', .. Key]) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
