using System.Collections.Immutable;
using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views;

/// <summary>What can be undone of a run, what was, and by which run.</summary>
internal static class UndoText
{
    public static IEnumerable<string> Lines(RunSummary run, IReadOnlyList<JournalEntry> entries, ImmutableArray<(string Run, bool IsDone)> undoneBy)
    {
        if (run.Undoes is { } undone)
        {
            yield return $"undoes run {undone}";
            yield break;
        }

        foreach (var (by, isDone) in undoneBy)
        {
            yield return isDone ? $"undone by run {by}" : $"run {by} began to undo it, and did not come to its end";
        }

        var ledger = UndoLedger.Of(entries.Select(entry => entry.Event));
        var left = ledger.Left.Count();
        if (left > 0 && undoneBy.IsEmpty)
        {
            yield return $"{KeyResult.Count(left, "step is", "steps are")} kept for `runbook undo`";
        }

        var lasting = ledger.Lasting.Select(change => change.Key).ToList();
        if (ledger.HasAny && lasting.Count > 0)
        {
            yield return $"nothing undoes {string.Join(", ", lasting)}";
        }
    }
}
