using SomaBrain.Runbooks.Execution.Undoing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>What journals tell of locks and of undoing, and what is read from that.</summary>
public sealed class UndoingInJournals
{
    [Fact]
    public void Locks_and_what_a_run_undoes_come_back_as_they_were_written()
    {
        foreach (var written in new JournalEvent[]
        {
            Samples.Opened with { Locks = ["playbooks/archive.yaml", "nightly"], Undoes = new(Samples.Run, ["4[2].undo.1", "3.undo.1"]) },
            new LockTaken("db", "nightly") { TookOver = "run x of dba on db1, server process 7" },
        })
        {
            var entry = new JournalEntry(JournalEntry.Current, 1, Samples.Start, Samples.Hash, written);
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            JournalLine.Write(entry, buffer);

            var read = JournalLine.Read(buffer.WrittenSpan)!.Event;

            var again = new System.Buffers.ArrayBufferWriter<byte>();
            JournalLine.Write(entry with { Event = read }, again);
            Assert.Equal(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan), System.Text.Encoding.UTF8.GetString(again.WrittenSpan));
            Assert.Empty(read.Extra.Members);
        }
    }

    [Theory]
    [InlineData("4[2].undo.1", "4.undo.1")]
    [InlineData("4[12].call.2[0].undo.3", "4.call.2.undo.3")]
    [InlineData("3.undo.1", "3.undo.1")]
    public void A_step_of_an_undo_is_found_by_its_place_in_the_playbook(string key, string path) => Assert.Equal(path, UndoKey.PathOf(key));

    [Fact]
    public void The_last_change_is_undone_first_and_each_undo_as_it_is_written()
    {
        var ledger = UndoLedger.Of([.. Changed("1"), Kept("1", 1), .. Changed("2[0]"), Kept("2[0]", 2), .. Changed("2[1]"), Kept("2[1]", 2)]);

        Assert.Equal(["2[1].undo.1", "2[1].undo.2", "2[0].undo.1", "2[0].undo.2", "1.undo.1"], ledger.Left.Select(step => step.Path));
        Assert.Empty(ledger.Lasting);
    }

    [Fact]
    public void What_changed_and_has_no_undo_lasts_and_what_is_in_doubt_may()
    {
        var ledger = UndoLedger.Of([.. Changed("1"), .. Changed("2"), Kept("2", 1), Intent("3"), new StepInDoubt("3", 1, "x"), Intent("4"), new StepInDoubt("4", 1, "x"), new StepResolved("4", 1, Resolution.NotDone, "dba", "looked")]);

        Assert.Equal([("1", SomaBrain.Runbooks.Journaling.Events.Changed.Yes), ("3", SomaBrain.Runbooks.Journaling.Events.Changed.Unknown)], ledger.Lasting.Select(one => (one.Key, one.Changed)));
    }

    [Fact]
    public void What_was_not_done_after_all_is_not_undone()
    {
        var ledger = UndoLedger.Of([Intent("1"), Kept("1", 1), new StepResolved("1", 1, Resolution.NotDone, "done_when", "x"), Intent("1") with { Attempt = 2 }, Kept("1", 1) with { Attempt = 2 }]);

        Assert.Equal(["1.undo.1"], ledger.Left.Select(step => step.Path));
    }

    [Fact]
    public void What_was_undone_is_not_left_and_what_was_begun_is_open()
    {
        var ledger = UndoLedger.Of([.. Changed("1"), Kept("1", 3), Intent("1.undo.1"), Outcome("1.undo.1", StepStatus.Ok), Intent("1.undo.2"), Outcome("1.undo.2", StepStatus.Failed), Intent("1.undo.3")]);

        Assert.Equal(["1.undo.2", "1.undo.3"], ledger.Left.Select(step => step.Path));
        Assert.Equal(["1.undo.3"], ledger.Open);
    }

    private static JournalEvent[] Changed(string step) => [Intent(step), Outcome(step, StepStatus.Ok)];

    private static StepIntent Intent(string step) => new(step, null, "sql", "write", "db", 1, null, null);

    private static StepOutcome Outcome(string step, StepStatus status) => new(step, 1, status, TimeSpan.Zero, null, SomaBrain.Runbooks.Journaling.Events.Changed.Yes);

    private static UndoRemembered Kept(string step, int count) =>
        new(step, 1, [.. Enumerable.Range(1, count).Select(n => new KeptStep($"{step}.undo.{n}", "sql", "write", "db", null, []))]);
}
