using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>What there is to undo of a step that was carried out more than once.</summary>
public static class UndoLedgers
{
    [Theory]
    [InlineData(Resolution.NotDone)]
    [InlineData(Resolution.Retry)]
    [InlineData(null)]
    public static void Only_what_the_last_attempt_did_is_undone(Resolution? resolution)
    {
        var ledger = UndoLedger.Of(
        [
            Remembered("1", 1, "old"),
            .. resolution is { } said ? (JournalEvent[])[new JournalEvent.StepResolved("1", 1, said, "ann", "looked")] : [],
            Remembered("2", 1, "other"),
            Remembered("1", 2, "new"),
        ]);

        Assert.Equal(["new", "other"], ledger.Left.Select(step => step.Rendered!.Text));
        Assert.Equal(["1.undo.1", "2.undo.1"], UndoPlaybook.ByPath(ledger.Remembered).Keys);
    }

    [Fact]
    public static void What_was_not_done_is_not_undone() =>
        Assert.Empty(UndoLedger.Of([Remembered("1", 1, "x"), new JournalEvent.StepResolved("1", 1, Resolution.NotDone, "ann", "looked")]).Left);

    [Fact]
    public static void What_was_done_is_undone() =>
        Assert.Single(UndoLedger.Of([Remembered("1", 1, "x"), new JournalEvent.StepResolved("1", 1, Resolution.Done, "ann", "looked")]).Left);

    private static JournalEvent.UndoRemembered Remembered(string step, int attempt, string text) =>
        new(step, attempt, [new KeptStep($"{step}.undo.1", "sql", "write", "db", new Rendered("", text, null, []), [])]);
}
