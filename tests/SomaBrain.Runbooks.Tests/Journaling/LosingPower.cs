using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Journaling.Verifying;

namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>Disks that fail and power that goes: no effect without a record, no flushed line lost, and the journal goes on.</summary>
public static class LosingPower
{
    private static readonly JournalEvent.StepIntent Read = new("1", null, "sql", "read", "db", 1, null, null);
    private static readonly JournalEvent.StepIntent Write = new("2", null, "sql", "write", "db", 1, null, null);

    [Theory]
    [InlineData(DiskFault.None)]
    [InlineData(DiskFault.Full)]
    [InlineData(DiskFault.ShortWrite)]
    [InlineData(DiskFault.FlushFails)]
    [InlineData(DiskFault.ReadOnly)]
    public static void A_disk_that_fails_at_any_call_ends_the_run_before_its_next_effect_and_its_journal_goes_on(DiskFault fault)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var disk = new Disk(fault == DiskFault.None ? int.MaxValue : random.Next(1, 60), fault);
            var (effects, flushed) = Act(disk, random);

            var found = disk.AfterPowerLoss(random);
            var verdict = JournalVerifier.Verify(new MemoryStream(found), Samples.Run);
            Assert.True(verdict is Verdict.Torn or Verdict.Incomplete, $"{fault} {seed}: {verdict}");
            Assert.True(verdict.Head.Count >= flushed, $"{fault} {seed}: {flushed} lines were flushed, {verdict.Head.Count} are left");

            var whole = found[..(found.Length - (int)(verdict is Verdict.Torn torn ? torn.Bytes : 0))];
            var intents = new JournalReader(new MemoryStream(whole)).Entries().Count(entry => entry.Event is JournalEvent.StepIntent { Effect: "write" });
            Assert.True(intents >= effects, $"{fault} {seed}: {effects} effects, {intents} intents");
            GoesOn(whole, verdict.Head);
        }
    }

    /// <summary>Cut at each byte of the last three lines, as a crash in the middle of a write does.</summary>
    [Fact]
    public static void A_journal_that_is_torn_anywhere_loses_no_whole_line()
    {
        for (var journal = 0; journal < 20; journal++)
        {
            var bytes = Samples.Journal(Samples.All.Take(Samples.All.Length - journal)).Bytes;
            var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToList();
            for (var cut = ends[^4]; cut < bytes.Length; cut++)
            {
                var verdict = JournalVerifier.Verify(new MemoryStream(bytes, 0, cut), Samples.Run);
                var whole = ends.FindLastIndex(end => end <= cut) + 1;
                Assert.Equal(whole, verdict.Head.Count);
                Assert.Equal(cut - ends[whole - 1], verdict is Verdict.Torn torn ? torn.Bytes : 0);
                if (cut == ends[whole - 1] + 1)
                {
                    GoesOn(bytes[..ends[whole - 1]], verdict.Head);
                }
            }
        }
    }

    /// <returns>How many effects took place, and how many lines were flushed.</returns>
    private static (int Effects, long Flushed) Act(Disk disk, Random random)
    {
        var (effects, flushed) = (0, 0L);
        var writer = new JournalWriter(disk, new FakeTimeProvider(Samples.Start));
        try
        {
            Append(Samples.Opened, Durability.Flushed);
            for (var step = 0; step < 12; step++)
            {
                for (var reads = random.Next(0, 40); reads > 0; reads--)
                {
                    Append(Read, Durability.Buffered);
                }

                Append(Write, Durability.Flushed);
                effects++;
                Append(new JournalEvent.StepOutcome("2", 1, StepStatus.Ok, TimeSpan.Zero, null, Changed.Yes), Durability.Flushed);
            }

            for (var reads = random.Next(0, 100); reads > 0; reads--)
            {
                Append(Read, Durability.Buffered);
            }
        }
        catch (JournalUnwritable)
        {
            Assert.Throws<JournalUnwritable>(() => writer.Append(Write)); // never again, whatever the disk says now
        }

        return (effects, flushed);

        void Append(JournalEvent what, Durability durability)
        {
            var entry = writer.Append(what, durability);
            flushed = durability == Durability.Flushed ? entry.Seq : flushed;
        }
    }

    private static void GoesOn(byte[] whole, JournalHead head)
    {
        var rest = new MemoryLog();
        var writer = new JournalWriter(rest, new FakeTimeProvider(Samples.Start), head.Count == 0 ? null : head);
        writer.Append(head.Count == 0 ? Samples.Opened : new JournalEvent.Recovered(1, Samples.Hash, "journal.torn-1"));
        Assert.IsType<Verdict.Incomplete>(JournalVerifier.Verify(new MemoryStream([.. whole, .. rest.Bytes]), Samples.Run));
    }
}
