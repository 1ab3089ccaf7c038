using System.Globalization;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views.Replaying;

/// <summary>`runbook replay RUN`: the incident as it went, with the time in which nothing happened.</summary>
public static class ReplayView
{
    /// <param name="entries">The whole journal, or its beginning up to a step.</param>
    /// <param name="until">The step that it ends with; null: it is whole.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<JournalEntry> entries, string? until)
    {
        if (entries is not [{ Event: JournalEvent.RunOpened opened } first, ..] || RunSummary.Of(first, entries[^1]) is not { } run)
        {
            yield return "the journal does not begin with an opened run; `runbook verify` says more";
            yield break;
        }

        foreach (var line in ShowView.Head(run, opened))
        {
            yield return line;
        }

        yield return "";
        TimelineRow? before = null;
        foreach (var row in Timeline.Of(entries, detailed: true))
        {
            if (before is not null && IdleTime.Between(before, row) is { } idle)
            {
                yield return $"          ··· {IdleTime.Text(before, row, idle)}";
            }

            foreach (var line in ShowView.Row(row))
            {
                yield return line;
            }

            before = row;
        }

        yield return "";
        foreach (var line in until is null ? ShowView.Foot(run, entries) : [$"up to step {until}, {entries.Count} journal lines"])
        {
            yield return line;
        }
    }

    public static Json ToJson(IReadOnlyList<JournalEntry> entries, string? until) => new Json.Object(
    [
        .. entries is [var first, ..] && RunSummary.Of(first, entries[^1]) is { } run ? HistoryView.ToJson(run).Members : [],
        .. until is null ? Array.Empty<Json.Member>() : [new("until", new Json.Text(until))],
        new("timeline", new Json.Array([.. Rows(entries)])),
    ]);

    private static IEnumerable<Json> Rows(IReadOnlyList<JournalEntry> entries)
    {
        TimelineRow? before = null;
        foreach (var row in Timeline.Of(entries, detailed: true))
        {
            var idle = before is null ? null : IdleTime.Between(before, row);
            before = row;
            yield return new Json.Object(
            [
                new("at", new Json.Text(row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))),
                new("status", new Json.Text(row.Status)),
                new("what", new Json.Text(row.What)),
                new("details", new Json.Array([.. row.Details.Select(detail => new Json.Text(detail))])),
                .. row.Duration is { } took ? [new("duration_us", new Json.Integer(took.Ticks / TimeSpan.TicksPerMicrosecond))] : Array.Empty<Json.Member>(),
                .. idle is { } length ? [new("idle_us", new Json.Integer(length.Ticks / TimeSpan.TicksPerMicrosecond))] : Array.Empty<Json.Member>(),
            ]);
        }
    }
}
