using System.Globalization;

namespace SomaBrain.Runbooks.Cli.Drilling.Reports;

/// <summary>The table of all drills, in the form that was asked for.</summary>
internal static class DrillReport
{
    public static readonly IReadOnlyList<string> Formats = ["text", "json", "junit", "markdown"];

    private static readonly string[] Heads = ["drill", "version", "result", "rows lost", "recovery", "changes", "journal", "time"];

    /// <summary>Columns that few drills have something for, shown where one has.</summary>
    private static readonly (string Head, Func<DrillResult, string?> Cell)[] Rare =
    [
        ("overhead", result => result.Overhead is { } overhead ? string.Create(CultureInfo.InvariantCulture, $"{overhead:0.00} ×") : null),
        ("proven", result => result.Proven),
    ];

    public static string Render(IReadOnlyList<DrillResult> results, string format) => format switch
    {
        "json" => DrillJson.Render(results),
        "junit" => DrillJUnit.Render(results),
        "markdown" => Markdown(results),
        _ => Text(results),
    };

    public static string Sentence(DrillResult result) => result.Status switch
    {
        DrillStatus.Skipped => $"skipped {result.Name}: {result.Reason}",
        _ => $"{Word(result.Status)}  {result.Name}: {result.Title} ({Seconds(result.Elapsed)}{(result.Proven is { } proven ? $"; fails without what it drills: {proven}" : "")})",
    };

    public static string Word(DrillStatus status) => status switch
    {
        DrillStatus.Passed => "passed",
        DrillStatus.Failed => "failed",
        _ => "skipped",
    };

    public static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.0} s") : "-";

    private static string[] Cells(DrillResult result) =>
    [
        result.Name,
        result.Version ?? "-",
        result.Reason is { } reason ? $"{Word(result.Status)}: {reason}" : Word(result.Status),
        result.Lost ?? "-",
        Seconds(result.Recovery),
        result.Changed.IsEmpty ? "-" : string.Join(", ", result.Changed),
        result.Journal,
        Seconds(result.Elapsed),
    ];

    private static string[][] Table(IReadOnlyList<DrillResult> results)
    {
        var rare = Rare.Where(column => results.Any(result => column.Cell(result) is not null)).ToList();
        return
        [
            [.. Heads, .. rare.Select(column => column.Head)],
            .. results.Select(result => (string[])[.. Cells(result), .. rare.Select(column => column.Cell(result) ?? "-")]),
        ];
    }

    private static string Text(IReadOnlyList<DrillResult> results)
    {
        var rows = Table(results);
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var lines = rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return $"{string.Join('\n', lines)}\n{Total(results)}\n";
    }

    private static string Markdown(IReadOnlyList<DrillResult> results)
    {
        var rows = Table(results);
        string[][] lines = [rows[0], [.. rows[0].Select(_ => "---")], .. rows.Skip(1).Select(row => row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)).ToArray())];
        return $"{string.Join('\n', lines.Select(row => $"| {string.Join(" | ", row)} |"))}\n\n{Total(results)}\n";
    }

    private static string Total(IReadOnlyList<DrillResult> results) =>
        string.Join(", ", Enum.GetValues<DrillStatus>().Select(status => $"{results.Count(result => result.Status == status)} {Word(status)}"));
}
