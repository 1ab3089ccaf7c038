using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Tests.State;

public static class SiteLogs
{
    [Fact]
    public static void A_run_that_the_site_log_knows_is_ok()
    {
        using var temporary = new TemporaryState();
        Assert.IsType<Verdict.Ok>(Verify(temporary, Finished(temporary)));
    }

    [Fact]
    public static void Every_flipped_bit_of_a_journal_is_found()
    {
        using var temporary = new TemporaryState();
        var run = Finished(temporary);
        var site = temporary.State!.SiteLog(TimeProvider.System).Read();
        var bytes = File.ReadAllBytes(run.Journal);
        Parallel.For(0, bytes.Length * 8, bit =>
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNotType<Verdict.Ok>(site.Verify(new MemoryStream(flipped), run.Run));
        });
    }

    [Fact]
    public static void A_cut_a_rewritten_and_a_deleted_journal_are_found()
    {
        using var temporary = new TemporaryState();
        var (cut, rewritten, deleted) = (Finished(temporary), Finished(temporary), Finished(temporary));
        var lines = File.ReadAllLines(cut.Journal);
        File.WriteAllText(cut.Journal, string.Join('\n', lines[..^1]) + "\n");
        Assert.IsType<Verdict.Tampered>(Verify(temporary, cut));

        File.Delete(rewritten.Journal);
        Write(rewritten, "somebody else");
        Assert.IsType<Verdict.Tampered>(Verify(temporary, rewritten));

        Directory.Delete(deleted.Path, recursive: true);
        var site = temporary.State!.SiteLog(TimeProvider.System);
        var problem = Assert.Single(VerifyView.SiteProblems(site.Path, site.Read(), temporary.State!.Runs));
        Assert.Equal("RB515", problem.Code);
        Assert.Contains(deleted.Run, problem.Message);
    }

    [Fact]
    public static void A_run_that_the_site_log_does_not_know_is_not_ok()
    {
        using var temporary = new TemporaryState();
        var run = temporary.State!.Create(TimeProvider.System);
        var head = Write(run, "dba");
        Assert.Equal(33, Verify(temporary, run).ExitCode);
        temporary.State!.SiteLog(TimeProvider.System).Record(SiteKind.Opened, run.Run, new(1, Line(run, 0)), "a.yaml");
        Assert.Equal(33, Verify(temporary, run).ExitCode);
        temporary.State!.SiteLog(TimeProvider.System).Record(SiteKind.Closed, run.Run, head, "a.yaml");
        Assert.Equal(0, Verify(temporary, run).ExitCode);
    }

    [Fact]
    public static void A_changed_site_log_is_found()
    {
        using var temporary = new TemporaryState();
        Finished(temporary);
        Finished(temporary);
        var site = temporary.State!.SiteLog(TimeProvider.System);
        var lines = File.ReadAllLines(site.Path);
        File.WriteAllText(site.Path, string.Join('\n', lines[0], lines[2], lines[3]) + "\n");
        Assert.Equal("numbered 3", site.Read().Fault?.Why);
        Assert.Equal("RB514", Assert.Single(VerifyView.SiteProblems(site.Path, site.Read(), [.. temporary.State!.Runs])).Code);
    }

    [Fact]
    public static void A_torn_line_is_put_aside_and_the_chain_goes_on()
    {
        using var temporary = new TemporaryState();
        Finished(temporary);
        var site = temporary.State!.SiteLog(TimeProvider.System);
        File.AppendAllText(site.Path, "{\"v\":1,\"se");
        Assert.Null(site.Read().Fault);
        Assert.IsType<Verdict.Ok>(Verify(temporary, Finished(temporary)));
        Assert.Equal(4, site.Read().Entries.Length);
        Assert.Equal("{\"v\":1,\"se", File.ReadAllText(Assert.Single(Directory.GetFiles(temporary.Path, "site.torn-3-*"))));
    }

    [Fact]
    public static void A_spoilt_last_line_is_found_by_verify_and_keeps_nobody_from_running()
    {
        using var temporary = new TemporaryState();
        Finished(temporary);
        var site = temporary.State!.SiteLog(TimeProvider.System);
        File.AppendAllText(site.Path, $"{new string('x', 10_000)}\n");
        Finished(temporary);
        Assert.Equal(3, site.Read().Fault?.Line);
        Assert.Contains("\"seq\":4,", File.ReadAllLines(site.Path)[3], StringComparison.Ordinal);
    }

    [Fact]
    public static async Task Many_at_once_keep_the_chain()
    {
        using var temporary = new TemporaryState();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5).ToList().ForEach(_ => Finished(temporary)))));
        var reading = temporary.State!.SiteLog(TimeProvider.System).Read();
        Assert.Null(reading.Fault);
        Assert.Equal(80, reading.Entries.Length);
        Assert.All(temporary.State!.Runs, run => Assert.IsType<Verdict.Ok>(Verify(temporary, temporary.State!.Find(run).Run!)));
    }

    private static RunDirectory Finished(TemporaryState temporary)
    {
        var run = temporary.State!.Create(TimeProvider.System);
        var site = temporary.State!.SiteLog(TimeProvider.System);
        var head = Write(run, "dba", first => site.Record(SiteKind.Opened, run.Run, first, "a.yaml"));
        site.Record(SiteKind.Closed, run.Run, head, "a.yaml");
        return run;
    }

    private static JournalHead Write(RunDirectory run, string by, Action<JournalHead>? opened = null)
    {
        using var file = run.OpenJournal();
        var writer = new JournalWriter(file!, TimeProvider.System);
        writer.Append(new JournalEvent.RunOpened(run.Run, new("a.yaml", "00", "A"), by, "db1", 1, "0.1.0", [], []));
        opened?.Invoke(writer.Head);
        writer.Append(new JournalEvent.BranchTaken("1", "else"));
        writer.Close(RunStatus.Done, 0, Changed.None);
        return writer.Head;
    }

    private static string Line(RunDirectory run, int index) =>
        JournalLine.Hash(System.Text.Encoding.UTF8.GetBytes(File.ReadAllLines(run.Journal)[index] + "\n"));

    private static Verdict Verify(TemporaryState temporary, RunDirectory run)
    {
        using var journal = run.ReadJournal();
        return temporary.State!.SiteLog(TimeProvider.System).Read().Verify(journal, run.Run);
    }
}
