using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Drills.Guides;

/// <summary>Whether an example is what was printed, but for what differs from run to run and for lines that it leaves out.</summary>
internal static partial class Comparison
{
    private const string LeftOut = "…";

    /// <summary>The end of a line that was cut at the edge of the screen: where that is depends on the length of the numbers before.</summary>
    private const int Uncertain = 12;

    public static bool Same(string shown, string printed)
    {
        List<List<string>> parts = [[]];
        foreach (var line in shown.TrimEnd('\n').Split('\n'))
        {
            if (line == LeftOut)
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(Scrubbed(line));
            }
        }

        List<string> lines = [.. printed.TrimEnd('\n').Split('\n').Select(Scrubbed)];
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var last = i == parts.Count - 1;
            var from = i == 0 ? 0 : last ? Math.Max(at, lines.Count - parts[i].Count) : Find(lines, parts[i], at);
            if (from < 0 || !Fits(lines, parts[i], from) || (last && from + parts[i].Count != lines.Count))
            {
                return false;
            }

            at = from + parts[i].Count;
        }

        return true;
    }

    private static int Find(List<string> lines, List<string> part, int from) => Enumerable.Range(from, Math.Max(0, lines.Count - from)).FirstOrDefault(i => Fits(lines, part, i), -1);

    private static bool Fits(List<string> lines, List<string> part, int from) => from + part.Count <= lines.Count && part.Index().All(line => SameLine(line.Item, lines[from + line.Index]));

    private static bool SameLine(string one, string other) => one == other || (one.EndsWith('…') && other.EndsWith('…') && SameBeforeCut(one, other));

    private static bool SameBeforeCut(string one, string other) =>
        Math.Min(one.Length, other.Length) - Uncertain is > 0 and var certain && one[..certain] == other[..certain];

    private static string Scrubbed(string line) => Scrubber.Printed.Apply(Rule().Replace(Day().Replace(Wal().Replace(Turns().Replace(line, "{turns}"), "{wal}"), "{time}"), "---")).TrimEnd();

    /// <summary>Below the heads of a table: as long as what stands in the column.</summary>
    [GeneratedRegex("-{2,}")]
    private static partial Regex Rule();

    /// <summary>How often a step looks until something is there depends on the machine.</summary>
    [GeneratedRegex("\\b[0-9]+ turns?\\b")]
    private static partial Regex Turns();

    /// <summary>As openssl writes it.</summary>
    [GeneratedRegex("\\b[A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{8} [0-9]{4} GMT")]
    private static partial Regex Day();

    [GeneratedRegex("\\b([0-9A-F]{24}|[0-9A-F]+/[0-9A-F]{6,8})\\b")]
    private static partial Regex Wal();
}
