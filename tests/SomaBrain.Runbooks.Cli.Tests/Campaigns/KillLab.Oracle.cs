using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <content>What must be true afterwards: the ledger beside the journal.</content>
internal sealed partial class KillLab
{
    /// <summary>Each row once, and the journal is whole. A run that never began has done nothing.</summary>
    public async Task IsWholeAsync()
    {
        var rows = await _ledger.RowsAsync();
        if (rows.Length == 0 && IsUnborn())
        {
            return;
        }

        Assert.True(rows.Order().SequenceEqual(_plot.Rows.Order()), $"{string.Join(", ", rows)}\n{Story}");
        var verdict = new StateDirectoryReading(State).Verify(Directory);
        Assert.True(verdict.ExitCode == 0, $"{verdict}\n{Story}");
    }

    /// <summary>Nothing took place without a record: each row has its step's intent, and all but one of them their outcome.</summary>
    public async Task NothingIsUnrecordedAsync()
    {
        var rows = await _ledger.RowsAsync();
        if (rows.Length == 0)
        {
            return;
        }

        using var journal = Directory.ReadJournal();
        var entries = new JournalReader(journal).Entries().Select(entry => entry.Event).ToList();
        var intents = entries.OfType<JournalEvent.StepIntent>().Where(intent => intent.Effect != "read" && intent.StepKind is "sql" or "shell" or "http").Select(intent => intent.Step).ToList();
        var outcomes = entries.OfType<JournalEvent.StepOutcome>().Select(outcome => outcome.Step).ToHashSet();
        Assert.True(rows.All(intents.Select(_plot.Row).Contains), $"there: {string.Join(", ", rows)}\nintended: {string.Join(", ", intents)}\n{Story}");
        Assert.True(intents.Count(intent => !outcomes.Contains(intent) && rows.Contains(_plot.Row(intent))) <= 1, $"there: {string.Join(", ", rows)}\nrecorded: {string.Join(", ", outcomes)}\n{Story}");
    }

    /// <summary>What the journal calls done is there once, and nothing else is.</summary>
    public async Task RecordIsTrueAsync()
    {
        var rows = await _ledger.RowsAsync();
        if (rows.Length == 0 && IsUnborn())
        {
            return;
        }

        List<string> recorded = [];
        using (var journal = Directory.ReadJournal())
        {
            var entries = new JournalReader(journal).Entries().Select(entry => entry.Event).ToList();
            var writes = entries.OfType<JournalEvent.StepIntent>().Where(intent => intent.Effect != "read" && intent.StepKind is "sql" or "shell" or "http").Select(intent => intent.Step).ToHashSet();
            recorded.AddRange(entries.OfType<JournalEvent.StepOutcome>().Where(end => end.Changed == Changed.Yes && writes.Contains(end.Step)).Select(end => _plot.Row(end.Step)));
            recorded.AddRange(entries.OfType<JournalEvent.StepSkipped>().Where(skipped => skipped.Reason.StartsWith("already done", StringComparison.Ordinal)).Select(skipped => _plot.Row(skipped.Step)));
        }

        Assert.True(rows.Order().SequenceEqual(recorded.Order()), $"there: {string.Join(", ", rows)}\nrecorded: {string.Join(", ", recorded)}\n{Story}");
    }

    /// <summary>The numbers of the lines of a kind in the journal.</summary>
    public HashSet<int> LinesOf(string kind)
    {
        using var journal = Directory.ReadJournal();
        return [.. new JournalReader(journal).Entries().Where(entry => entry.Event.Kind == kind).Select(entry => (int)entry.Seq)];
    }

    /// <summary>How often the question of a step was answered; of a run that never began, as often as it has to be.</summary>
    public int Answered(string step)
    {
        if (IsUnborn())
        {
            return 1;
        }

        using var journal = Directory.ReadJournal();
        return new JournalReader(journal).Entries().Count(entry => entry.Event is JournalEvent.ConfirmAnswered answer && answer.Step == step);
    }

    public bool IsClosed() => LinesOf("run-closed").Count > 0;

    /// <summary>The site log does not know it, or its journal has no line: it died before anything was executed.</summary>
    public bool IsUnborn() => !System.IO.Directory.Exists(State) || !System.IO.Directory.EnumerateDirectories(State, "2*").Any()
        || new StateDirectoryReading(State).Entries(Directory.Run) == 0;
}
