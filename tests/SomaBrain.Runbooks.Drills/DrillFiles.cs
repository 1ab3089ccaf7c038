namespace SomaBrain.Runbooks.Drills;

/// <summary>Every drill beside a playbook, in two halves that are drilled side by side, and those whose turn it is today.</summary>
internal static class DrillFiles
{
    public static TheoryData<string> FirstHalf => [.. All.Where((_, i) => i % 2 == 0)];

    public static TheoryData<string> SecondHalf => [.. All.Where((_, i) => i % 2 == 1)];

    /// <summary>Measures of the playbooks against the same commands by hand.</summary>
    public static TheoryData<string> MeasuresOfToday => [.. Today(In("bench/drills"), 1)];

    /// <summary>So many drills, others each day, so that each has its turn.</summary>
    public static IEnumerable<string> OfToday(int count) => Today(All, count);

    private static List<string> All { get; } = In("playbooks");

    private static IEnumerable<string> Today(List<string> files, int count) =>
        Enumerable.Range(DateTime.UtcNow.DayOfYear * count, count).Select(turn => files[turn % files.Count]).Distinct(StringComparer.Ordinal);

    private static List<string> In(string folder) =>
    [
        .. Directory.EnumerateFiles(Repository.At(folder), "*.drill.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];
}
