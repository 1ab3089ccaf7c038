namespace SomaBrain.Runbooks.Drills;

/// <summary>The playbooks, without what stands beside them.</summary>
internal static class PlaybookFiles
{
    private static readonly string[] Others = [".drill.yaml", ".test.yaml", "errors.yaml"];

    /// <summary>As they are called: `connections/report`.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.At("playbooks"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !Others.Any(end => file.EndsWith(end, StringComparison.Ordinal)))
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Repository.At("playbooks"), file), null))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that are run by themselves.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Where(name => !name.StartsWith("lib/", StringComparison.Ordinal))];

    public static string Text(string name) => Document.Read($"playbooks/{name}.yaml");
}
