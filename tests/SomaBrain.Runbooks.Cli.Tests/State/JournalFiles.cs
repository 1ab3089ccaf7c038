using System.Diagnostics;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Tests.State;

public static class JournalFiles
{
    private static readonly JournalEvent.RunOpened Opened = new("", new("a.yaml", "00", "A"), "dba", "db1", 1, "0.1.0", [], [new("db", "scratch")]);

    [Fact]
    public static void Two_writers_are_refused_and_readers_are_not()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        Assert.False(run.InUse);
        using (var first = run.OpenJournal())
        {
            Assert.NotNull(first);
            Assert.Null(run.OpenJournal());
            Assert.True(run.InUse);
            new JournalWriter(first, TimeProvider.System).Append(Opened with { Run = run.Run });
            using var reading = run.ReadJournal();
            Assert.IsType<Verdict.Incomplete>(JournalVerifier.Verify(reading, run.Run));
        }

        Assert.False(run.InUse);
        using var second = run.OpenJournal();
        Assert.NotNull(second);
    }

    [Fact]
    public static void Another_process_that_holds_the_journal_is_respected()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        run.OpenJournal()!.Dispose();
        using var other = Process.Start(new ProcessStartInfo("flock", [$"{run.Journal}.lock", "-c", "echo held; read line"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        Assert.Null(run.OpenJournal());
        other.StandardInput.Close();
        other.WaitForExit();
        using var mine = run.OpenJournal();
        Assert.NotNull(mine);
    }

    [Fact]
    public static void A_journal_goes_on_where_it_ended()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        using (var file = run.OpenJournal())
        {
            new JournalWriter(file!, TimeProvider.System).Append(Opened with { Run = run.Run });
        }

        Verdict before;
        using (var reading = run.ReadJournal())
        {
            before = JournalVerifier.Verify(reading, run.Run);
        }

        using (var file = run.OpenJournal())
        {
            new JournalWriter(file!, TimeProvider.System, before.Head).Close(RunStatus.Done, 0, Changed.None);
        }

        using var whole = run.ReadJournal();
        Assert.Equal(2, Assert.IsType<Verdict.Ok>(JournalVerifier.Verify(whole, run.Run)).Head.Count);
        var (first, last) = run.Ends()!.Value;
        Assert.IsType<JournalEvent.RunOpened>(first.Event);
        Assert.IsType<JournalEvent.RunClosed>(last.Event);
    }

    [Fact]
    public static void A_full_disk_ends_the_journal()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        var writer = new JournalWriter(new Full(full), TimeProvider.System);
        Assert.Throws<JournalUnwritable>(() => writer.Append(Opened));
        Assert.Throws<JournalUnwritable>(() => writer.Append(Opened));
    }

    [Fact]
    public static void Large_outputs_are_kept_once_by_their_hash()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        var shelf = new OutputShelf(run);
        var text = new string('x', OutputShelf.Inline + 1);
        var whole = Execution.RenderedText.Of(new(text));
        var first = shelf.Render(whole);
        Assert.Equal(text, File.ReadAllText(Path.Combine(run.Path, first.File!)));
        Assert.Equal(new Rendered(whole.Sha256, null, null, []), shelf.Render(whole));
        var output = shelf.Output("1", 1, "stdout", [0xff, 0xfe], false);
        Assert.Equal(2, new FileInfo(Path.Combine(run.Path, output.File!)).Length);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(run.Path, "outputs")).Length);
    }

    private sealed class Full(FileStream file) : IJournalLog
    {
        public void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);

        public void Flush() => file.Flush(true);
    }
}
