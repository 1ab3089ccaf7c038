using System.Globalization;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>`runbook show RUN`: what happened, at 80 columns.</summary>
public static class ShowView
{
    private const int Width = 80;
    private const int StatusWidth = 12;
    private const int DurationWidth = 8;
    private const int Indent = 8 + 2 + StatusWidth + DurationWidth + 2;

    /// <param name="entries">The whole journal.</param>
    /// <param name="unreadable">Lines that could not be read.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<JournalEntry> entries, int unreadable = 0, bool inUse = false)
    {
        if (entries is not [{ Event: JournalEvent.RunOpened opened } first, ..] || RunSummary.Of(first, Last(entries), inUse) is not { } run)
        {
            return ["the journal does not begin with an opened run; `runbook verify` says more"];
        }

        return [.. Head(run, opened), "", .. Timeline.Of(entries).SelectMany(Row), "", .. Foot(run, entries), .. Unreadable(unreadable)];
    }

    public static Json ToJson(IReadOnlyList<JournalEntry> entries, bool inUse = false) => new Json.Object(
    [
        .. entries is [var first, ..] && RunSummary.Of(first, Last(entries), inUse) is { } run ? HistoryView.ToJson(run).Members : [],
        new("entries", new Json.Array([.. entries.Select(JournalLine.ToJson)])),
    ]);

    private static IEnumerable<string> Head(RunSummary run, JournalEvent.RunOpened opened)
    {
        yield return Columns.Cut(OneLine.Of(run.Title), Width);
        yield return $"run {run.Run}, {run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
        foreach (var line in OneLine.Wrap(OneLine.Of($"{run.Playbook} by {run.Operator} (claimed) on {opened.Host}, runbook {opened.Engine}"), Width))
        {
            yield return line;
        }

        foreach (var target in opened.Targets)
        {
            yield return Columns.Cut(OneLine.Of($"target {target.Name} = {target.Binding}"), Width);
        }

        foreach (var parameter in opened.Parameters)
        {
            var value = parameter.Value is Value.Secret ? $"<secret from {parameter.Source ?? "?"}>" : ValueText.Of(parameter.Value);
            yield return Columns.Cut(OneLine.Of($"{parameter.Name} = {value}"), Width);
        }
    }

    private static IEnumerable<string> Row(TimelineRow row)
    {
        var time = row.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var duration = row.Duration is { } length ? DurationText.Of(length) : "";
        var left = $"{time}  {Columns.Cut(row.Status, StatusWidth - 1),-StatusWidth}{duration,DurationWidth}  ";
        foreach (var line in OneLine.Wrap(row.What, Width - Indent))
        {
            yield return left + line;
            left = new string(' ', Indent);
        }

        foreach (var line in row.Details.SelectMany(detail => OneLine.Wrap(detail, Width - Indent)))
        {
            yield return new string(' ', Indent) + line;
        }
    }

    private static IEnumerable<string> Foot(RunSummary run, IReadOnlyList<JournalEntry> entries)
    {
        var changed = run.Changed switch
        {
            Changed.None => "nothing changed",
            Changed.Yes => "changed",
            Changed.Undone => "changed, and undone completely",
            Changed.Unknown => "unknown whether anything changed",
            _ => null,
        };
        string?[] parts = [run.Status, changed, run.ExitCode is { } code ? $"exit {code}" : null, DurationText.Of(run.Duration), $"{entries.Count} journal lines"];
        yield return string.Join(", ", parts.OfType<string>());
        if (Last(entries).Event is JournalEvent.RunClosed { Failure: { } failure })
        {
            foreach (var line in OneLine.Wrap(OneLine.Of($"{failure.Code} {failure.Message}"), Width))
            {
                yield return line;
            }
        }
    }

    /// <summary>An anchor may have taken the head of the end, and that is told after it.</summary>
    private static JournalEntry Last(IReadOnlyList<JournalEntry> entries) => entries.LastOrDefault(entry => entry.Event is not JournalEvent.Checkpoint) ?? entries[^1];

    private static IEnumerable<string> Unreadable(int count) =>
        count == 0 ? [] : [$"{count} {(count == 1 ? "line" : "lines")} of the journal cannot be read; `runbook verify` says more"];
}
