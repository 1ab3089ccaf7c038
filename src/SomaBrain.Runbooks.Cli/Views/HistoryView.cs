using System.Globalization;
using SomaBrain.Runbooks.Cli.Views.Progress;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>`runbook history`: the runs of this machine, newest first.</summary>
public static class HistoryView
{
    private static readonly int[] Widest = [23, 16, 32, 24, 21, 4, 8];

    public static IEnumerable<string> Lines(IEnumerable<RunSummary> runs)
    {
        string[][] rows = [["RUN", "STARTED (UTC)", "PLAYBOOK", "TARGET", "STATUS", "EXIT", "DURATION"], .. Sorted(runs).Select(Cells)];
        if (rows.Length == 1)
        {
            yield return "no runs yet";
            yield break;
        }

        var widths = Widest.Select((widest, column) => Math.Min(widest, rows.Max(r => r[column].Length))).ToArray();
        foreach (var row in rows)
        {
            yield return string.Join("  ", row.Select((cell, i) => Columns.Cut(cell, widths[i]) is var shown && i < 5 ? shown.PadRight(widths[i]) : shown.PadLeft(widths[i]))).TrimEnd();
        }
    }

    public static Json ToJson(IEnumerable<RunSummary> runs) => new Json.Array([.. Sorted(runs).Select(ToJson)]);

    internal static Json.Object ToJson(RunSummary run) => new(
    [
        new("run", new Json.Text(run.Run)),
        new("started", new Json.Text(run.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))),
        new("playbook", new Json.Text(run.Playbook)),
        new("title", new Json.Text(run.Title)),
        new("operator", new Json.Text(run.Operator)),
        new("target", new Json.Text(run.Target)),
        new("status", new Json.Text(run.Status)),
        new("exit_code", run.ExitCode is { } code ? new Json.Integer(code) : Json.Null.Instance),
        new("changed", run.Changed is { } changed ? new Json.Text(Words.Changes.Word(changed)) : Json.Null.Instance),
        new("undoes", run.Undoes is null ? Json.Null.Instance : new Json.Text(run.Undoes)),
        new("undone_by", new Json.Array([.. run.UndoneBy.Select(one => new Json.Object([new("run", new Json.Text(one.Run)), new("done", new Json.Boolean(one.IsDone))]))])),
        new("duration_us", new Json.Integer(run.Duration.Ticks / TimeSpan.TicksPerMicrosecond)),
    ]);

    private static IEnumerable<RunSummary> Sorted(IEnumerable<RunSummary> runs) => runs.OrderByDescending(r => r.Run, StringComparer.Ordinal);

    private static string[] Cells(RunSummary run) =>
    [
        run.Run,
        run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        OneLine.Of(run.Playbook),
        OneLine.Of(run.Target),
        run.IsUndone ? "undo done" : run.Status == RunSummary.NeedsNewer ? "needs a newer runbook" : run.UndoneBy.IsEmpty ? run.Status : "undo begun",
        run.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–",
        DurationText.Of(run.Duration),
    ];
}
