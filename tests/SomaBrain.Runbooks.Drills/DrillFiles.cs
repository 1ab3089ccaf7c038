namespace SomaBrain.Runbooks.Drills;

/// <summary>Every drill beside a playbook, in two halves that are drilled side by side.</summary>
internal static class DrillFiles
{
    /// <summary>Of how many drills one is run on the newest version, another one each day.</summary>
    private const int Rotation = 8;

    public static TheoryData<string> FirstHalf => [.. All.Where((_, i) => i % 2 == 0)];

    public static TheoryData<string> SecondHalf => [.. All.Where((_, i) => i % 2 == 1)];

    /// <summary>Each has its turn within a week or so.</summary>
    public static TheoryData<string> OfToday => [.. All.Where((_, i) => (i + DateTime.UtcNow.DayOfYear) % Rotation == 0 || All.Count < Rotation)];

    private static List<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.At("playbooks"), "*.drill.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];
}
