namespace SomaBrain.Runbooks.Drills;

/// <summary>The playbooks that are run by themselves: all but those in `lib`.</summary>
internal static class PlaybookFiles
{
    private static readonly string[] Others = [".drill.yaml", ".test.yaml", "errors.yaml"];

    /// <summary>As they are called: `connections/report`.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Repository.At("playbooks"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !Others.Any(end => file.EndsWith(end, StringComparison.Ordinal)))
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Repository.At("playbooks"), file), null))
            .Where(name => !name.StartsWith("lib/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static string Text(string name) => Document.Read($"playbooks/{name}.yaml");
}
