using CrashHost;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// The server goes, too, while others write. After its crash the number of a commit that did not reach the disk is given to
/// somebody else, and then "committed" is said of another's transaction: that must end in doubt, never in a lost write.
/// </summary>
public sealed class CrashedServers
{
    /// <summary>Lines that stand for a transaction that has begun.</summary>
    private static readonly int[] Begun = [6, 9, 12, 15, 31, 48, 76];

    [Fact]
    public async Task A_server_that_is_stopped_at_once_under_a_killed_run_leaves_no_write_lost_and_none_twice()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, TestContext.Current.CancellationToken);
        using var lab = await KillLab.CreateAsync(cluster.Primary, "crashed");
        await Soak.EachAsync(lab, 2, async random =>
        {
            await using (new Bystanders(cluster.Primary, "crashed"))
            {
                // The run's own transaction is open, its number not on the disk.
                Assert.Equal(KillLab.Killed, lab.Run(Break.Flushed, Begun[random.Next(Begun.Length)]).ExitCode);
                await CrashAsync(cluster);
                await Task.Delay(100);
            }

            await lab.FinishAsync(_ => (Break.None, 0));
            await lab.IsWholeAsync();
        });
    }

    [Fact]
    public async Task A_server_that_is_stopped_at_once_under_a_run_leaves_a_record_that_is_true()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, TestContext.Current.CancellationToken);
        using var lab = await KillLab.CreateAsync(cluster.Primary, "crashing");
        await Soak.EachAsync(lab, 2, async random =>
        {
            var rows = random.Next(0, 12);
            int code;
            await using (new Bystanders(cluster.Primary, "crashing"))
            {
                using var running = lab.StartRun();
                running.Until(() => !running.IsRunning || lab.RowsAsync().GetAwaiter().GetResult().Length >= rows, "row");
                await CrashAsync(cluster);
                code = running.Ends().ExitCode;
            }

            Assert.Contains(code, new[] { 0, 1, 6, 7 });
            if (code == 7)
            {
                await lab.FinishAsync(_ => (Break.None, 0));
            }
        });
    }

    [Fact]
    public async Task A_standby_that_is_promoted_is_never_asked_for_a_number_of_the_old_timeline()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options with { TcpPort = null }, TestContext.Current.CancellationToken);
        var standby = await cluster.AddStandbyAsync(TestContext.Current.CancellationToken);
        await cluster.Primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'", "postgres", "postgres", TestContext.Current.CancellationToken);
        await cluster.Primary.ExecuteAsync("SELECT pg_reload_conf()", "postgres", "postgres", TestContext.Current.CancellationToken);
        using var lab = await KillLab.CreateAsync(cluster.Primary, "promoted", standby);
        Assert.Equal(KillLab.Killed, lab.Run(Break.Flushed, Begun[0]).ExitCode);
        await using (new Bystanders(cluster.Primary, "promoted"))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await cluster.StopAsync(StopMode.Immediate, TestContext.Current.CancellationToken);
        await standby.ExecuteAsync("SELECT pg_promote()", "postgres", "postgres", TestContext.Current.CancellationToken);
        lab.IsServedBy(standby);
        Assert.Equal(1, await lab.FinishAsync(_ => (Break.None, 0)));
        Assert.Contains("on timeline 2, and it began on 1", lab.Story, StringComparison.Ordinal);
        await lab.IsWholeAsync();
    }

    private static async Task CrashAsync(ScratchCluster cluster)
    {
        await cluster.StopAsync(StopMode.Immediate, CancellationToken.None);
        await cluster.StartAgainAsync(CancellationToken.None);
    }
}
