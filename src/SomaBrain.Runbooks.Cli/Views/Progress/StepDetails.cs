using SomaBrain.Runbooks.Cli.Views.Plans;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views.Progress;

/// <summary>What a step sent and what came back, as lines for people. The texts are foreign.</summary>
internal static class StepDetails
{
    private const int Longest = 200;

    /// <summary>The statement, command or script, and its values.</summary>
    /// <param name="text">As it stands in the journal, which keeps it once.</param>
    /// <param name="most">Lines that are shown of it.</param>
    public static IEnumerable<string> Sent(string? text, Rendered? rendered, int most) =>
        [.. text is null ? [] : Beginning(text, most), .. (rendered?.Values ?? []).Select((value, i) => $"${i + 1} = {Cut(PlanWords.Of(value))}")];

    /// <summary>What a child wrote or a server said.</summary>
    public static IEnumerable<string> Output(JournalEvent.StepOutput output, int most) =>
        [.. Beginning(output.Head, most), .. output.File is not null ? new[] { Kept(output) } : []];

    /// <summary>How much of it there is, and that there was more.</summary>
    public static string Kept(JournalEvent.StepOutput output) =>
        output.Truncated ? $"{output.Bytes} bytes in {output.File}, and more that was not kept" : $"{output.Bytes} bytes in {output.File}";

    /// <summary>The rows of a result, one a line; nothing where its key result says them already.</summary>
    public static IEnumerable<string> Rows(Value? result, int most) => result is Value.Row row && row["rows"] is Value.List { Items: { Length: > 0 } rows }
        ? [.. rows.Take(most).Select(one => Cut(ValueText.Of(one))), .. rows.Length > most ? new[] { $"… {rows.Length - most} more rows" } : []]
        : [];

    /// <summary>What the server said beside its answer.</summary>
    /// <param name="all">Else its warnings only.</param>
    public static IEnumerable<string> Said(Value? result, int most, bool all)
    {
        string[] notices = [.. all ? Notices.Of(result) : Notices.WarningsOf(result)];
        return [.. notices.Take(most).Select(Cut), .. notices.Length > most ? new[] { $"… {notices.Length - most} more notices" } : []];
    }

    private static IEnumerable<string> Beginning(string text, int most)
    {
        var lines = text.TrimEnd().Split('\n');
        return lines.Length <= most ? lines.Where(line => line.Length > 0) : [.. lines.Take(most), $"… {lines.Length - most} more lines"];
    }

    private static string Cut(string text) => Columns.Cut(OneLine.Of(text), Longest);
}
