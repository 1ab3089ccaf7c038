using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Tests.Journaling;

public static class WritingAJournal
{
    [Fact]
    public static void The_bytes_of_a_journal_are_a_contract()
    {
        var bytes = Samples.Journal().Bytes;
        var golden = Path.Combine(Path.GetDirectoryName(Here())!, "golden.verified.txt");
        if (!File.Exists(golden) || !File.ReadAllBytes(golden).AsSpan().SequenceEqual(bytes))
        {
            File.WriteAllBytes(golden.Replace("verified", "received", StringComparison.Ordinal), bytes);
            Assert.Fail($"the journal's bytes are not those of {golden}");
        }
    }

    [Fact]
    public static void Every_kind_of_event_is_in_the_samples_and_survives()
    {
        var kinds = typeof(JournalEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(JournalEvent))).ToHashSet();
        Assert.Equal(
            kinds.Select(t => t.Name).Order(),
            Samples.All.Select(e => e.GetType().Name).Concat([nameof(JournalEvent.RunClosed), nameof(JournalEvent.Unread)]).Distinct().Order());
        var bytes = Samples.Journal().Bytes;
        var entries = new JournalReader(new MemoryStream(bytes)).Entries().ToList();
        Assert.Equal(Samples.All.Length + 1, entries.Count);
        Assert.DoesNotContain(entries, e => e.Event is JournalEvent.Unread);
        var again = new System.Buffers.ArrayBufferWriter<byte>();
        entries.ForEach(e => JournalLine.Write(e, again));
        Assert.Equal(bytes, again.WrittenSpan.ToArray());
    }

    [Fact]
    public static void What_a_later_program_added_is_kept()
    {
        const string line = """{"v":1,"seq":2,"at":"2026-11-22T16:40:12.000000Z","prev":"x","kind":"lock-taken","target":"db","name":"n","local":false,"since":"2027"}""";
        var entry = JournalLine.Read(Encoding.UTF8.GetBytes(line))!;
        Assert.IsType<JournalEvent.LockTaken>(entry.Event);
        Assert.Equal(line + "\n", Written(entry));
        var unknown = line.Replace("lock-taken", "moon-phase", StringComparison.Ordinal);
        var unread = JournalLine.Read(Encoding.UTF8.GetBytes(unknown))!;
        Assert.Equal("moon-phase", Assert.IsType<JournalEvent.Unread>(unread.Event).Kind);
        Assert.Equal(unknown + "\n", Written(unread));
        var otherShape = line.Replace("\"db\"", "7", StringComparison.Ordinal);
        Assert.Equal(otherShape + "\n", Written(JournalLine.Read(Encoding.UTF8.GetBytes(otherShape))!));
    }

    [Fact]
    public static void Secrets_are_never_in_the_bytes()
    {
        var text = Encoding.UTF8.GetString(Samples.Journal().Bytes);
        Assert.DoesNotContain("hunter2", text);
        Assert.Contains("\"value\":{\"$secret\":\"params.password\",\"source\":\"env:PGPASSWORD\"}", text);
    }

    [Fact]
    public static void After_a_failed_write_or_flush_nothing_is_written_any_more()
    {
        var calls = new MemoryLog();
        Samples.Write(calls, Samples.All);
        foreach (var tearing in new[] { false, true })
        {
            for (var failing = 0; failing < calls.Calls; failing++)
            {
                var log = new MemoryLog(failing, tearing);
                var writer = new JournalWriter(log, new FakeTimeProvider(Samples.Start));
                var acknowledged = 0;
                var broken = Record.Exception(() =>
                {
                    foreach (var @event in Samples.All)
                    {
                        writer.Append(@event);
                        acknowledged++;
                    }

                    writer.Close(RunStatus.Done, 0, Changed.None);
                });
                Assert.IsType<JournalUnwritable>(broken);
                var (writes, bytes) = (log.Writes, log.Bytes);
                Assert.Throws<JournalUnwritable>(() => writer.Append(Samples.Opened));
                Assert.Throws<JournalUnwritable>(() => writer.Append(new JournalEvent.BranchTaken("1", null), Durability.Buffered));
                Assert.Equal(writes, log.Writes);
                Assert.Equal(failing + 1, log.Calls);
                Assert.Equal(bytes, log.Bytes);
                var verdict = JournalVerifier.Verify(new MemoryStream(bytes), Samples.Run);
                Assert.True(verdict is Verdict.Incomplete or Verdict.Torn or Verdict.Ok, $"{verdict}");
                Assert.InRange(verdict.Head.Count, acknowledged, acknowledged + 1);
            }
        }
    }

    [Fact]
    public static void Observers_are_told_after_the_append()
    {
        var log = new MemoryLog();
        var seen = new List<(JournalEntry Entry, int Bytes)>();
        var writer = new JournalWriter(log, new FakeTimeProvider(Samples.Start), null, new Told(entry => seen.Add((entry, log.Bytes.Length))));
        writer.Append(Samples.Opened);
        var last = writer.Append(new JournalEvent.BranchTaken("1", "2"), Durability.Buffered);
        Assert.Equal([1L, 2L], seen.Select(s => s.Entry.Seq));
        Assert.Same(last, seen[1].Entry);
        Assert.Equal(log.Bytes.Length, seen[1].Bytes);
        Assert.Equal(3, log.Calls);
    }

    [Fact]
    public static void A_journal_begins_with_an_opened_run() =>
        Assert.Throws<InvalidOperationException>(() => new JournalWriter(new MemoryLog(), TimeProvider.System).Append(new JournalEvent.BranchTaken("1", null)));

    [Fact]
    public static void A_journal_goes_on_after_a_pause()
    {
        var log = new MemoryLog();
        var time = new FakeTimeProvider(Samples.Start);
        new JournalWriter(log, time).Append(Samples.Opened);
        var paused = JournalVerifier.Verify(new MemoryStream(log.Bytes), Samples.Run);
        new JournalWriter(log, time, paused.Head).Close(RunStatus.Done, 0, Changed.None);
        Assert.IsType<Verdict.Ok>(JournalVerifier.Verify(new MemoryStream(log.Bytes), Samples.Run, paused.Head));
    }

    [Fact]
    public static async Task Several_threads_keep_the_chain()
    {
        var log = new MemoryLog();
        var writer = new JournalWriter(log, TimeProvider.System);
        writer.Append(Samples.Opened);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(() => Enumerable.Range(0, 50).ToList().ForEach(i => writer.Append(new JournalEvent.BranchTaken($"{t}", $"{i}"))))));
        writer.Close(RunStatus.Done, 0, Changed.None);
        Assert.Equal(402, Assert.IsType<Verdict.Ok>(JournalVerifier.Verify(new MemoryStream(log.Bytes))).Head.Count);
    }

    private static string Written(JournalEntry entry)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        JournalLine.Write(entry, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed class Told(Action<JournalEntry> on) : IRunObserver
    {
        public void On(JournalEntry entry) => on(entry);
    }
}
