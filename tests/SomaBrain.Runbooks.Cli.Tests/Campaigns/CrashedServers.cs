using Npgsql;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// The server goes, too, while others write. After its crash the number of a commit that did not reach the disk is given to
/// somebody else, and then "committed" is said of another's transaction: that must end in doubt or right, never in a lost write.
/// The program is stopped at a call while that happens, so that it happens there and nowhere else.
/// </summary>
public sealed class CrashedServers
{
    private const int Points = 20;
    private const int Promotions = 5;
    private const int Continue = 18;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_stopped_at_once_under_a_killed_run_leaves_no_write_lost_and_none_twice()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, Token);
        await using var lab = await KillLab.CreateAsync(cluster, "crashed");
        var points = Apart(await lab.UndisturbedAsync(), Points);
        await Soak.EachAsync(lab, points, 3, async (point, _) =>
        {
            await using (new Bystanders(cluster.Primary, "crashed"))
            {
                await lab.StopsAsync(point, async running =>
                {
                    await Task.Delay(20, Token); // the others write
                    running.Signal(9);
                    await CrashAsync(cluster);
                    await Task.Delay(50, Token);
                });
            }

            await lab.FinishAsync();
            await lab.IsWholeAsync();
        });
    }

    [Fact]
    public async Task A_server_that_is_stopped_at_once_under_a_run_leaves_a_record_that_is_true()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, Token);
        await using var lab = await KillLab.CreateAsync(cluster, "crashing");
        var points = Apart(await lab.UndisturbedAsync(), Points);
        await Soak.EachAsync(lab, points, 3, async (point, _) =>
        {
            await using (new Bystanders(cluster.Primary, "crashing"))
            {
                await lab.StopsAsync(point, async running =>
                {
                    await CrashAsync(cluster);
                    await Task.Delay(50, Token);
                    running.Signal(Continue);
                });
            }

            await lab.EndsAsync();
        });
    }

    [Fact]
    public async Task A_standby_that_is_promoted_is_never_asked_for_a_number_of_the_old_timeline()
    {
        // Each promotion needs two servers of its own.
        foreach (var at in Soak.IsWhole ? Enumerable.Range(0, Promotions) : [Random.Shared.Next(Promotions)])
        {
            await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options with { TcpPort = null }, Token);
            var standby = await cluster.AddStandbyAsync(Token);
            await cluster.Primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'", "postgres", "postgres", Token);
            await cluster.Primary.ExecuteAsync("SELECT pg_reload_conf()", "postgres", "postgres", Token);
            await using var lab = await KillLab.CreateAsync(cluster, "promoted", standby);
            var begun = Begun(await lab.UndisturbedAsync(), lab);
            var point = begun[at * (begun.Count - 1) / (Promotions - 1)];
            await lab.ForgetAsync();
            await using (new Bystanders(cluster.Primary, "promoted"))
            {
                await lab.StopsAsync(point, running =>
                {
                    running.Signal(9);
                    return Task.CompletedTask;
                });
                await Task.Delay(100, Token);
            }

            await cluster.StopAsync(StopMode.Immediate, Token);
            await standby.ExecuteAsync("SELECT pg_promote()", "postgres", "postgres", Token);
            await lab.IsServedByAsync(standby);
            await lab.FinishAsync();
            Assert.Contains("on timeline 2, and it began on 1", lab.Story, StringComparison.Ordinal);
            await lab.IsWholeAsync();
            await lab.RecordIsTrueAsync();
        }
    }

    [Fact]
    public async Task A_server_whose_disk_is_full_at_any_write_leaves_a_record_that_is_true()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small disk needs root");
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options with { TcpPort = null, Settings = ["max_wal_size = 32MB", "min_wal_size = 32MB"] }, Token);
        await cluster.LimitDiskAsync("150m", Token);
        await using var lab = await KillLab.CreateAsync(cluster, "full_disk");
        await Soak.EachAsync(lab, Begun(await lab.UndisturbedAsync(), lab), 2, async (point, _) =>
        {
            var filler = Path.Combine(cluster.DataDirectory, "filler");
            await lab.StopsAsync(point, running =>
            {
                Fill(filler);
                running.Signal(Continue);
                running.Ends();
                return Task.CompletedTask;
            });
            File.Delete(filler);
            await UpAsync(cluster);

            await lab.EndsAsync();
        }, seeds: 1);
    }

    private static async Task CrashAsync(ScratchCluster cluster)
    {
        await cluster.StopAsync(StopMode.Immediate, CancellationToken.None);
        await cluster.StartAgainAsync(CancellationToken.None);
    }

    /// <summary>A log that cannot be written ends a server.</summary>
    private static async Task UpAsync(ScratchCluster cluster)
    {
        try
        {
            await using var connection = await cluster.OpenAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            await CrashAsync(cluster);
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                file.Write(new byte[8192]);
            }
        }
        catch (IOException)
        {
            // There is no more room.
        }
    }

    /// <summary>So many calls of a run, evenly apart, from the first one that has a session.</summary>
    private static List<Crash> Apart(CrashTrace trace, int count)
    {
        var calls = trace.Calls.SkipWhile(call => call.What != "receive").Where(call => call.What is "write" or "flush" or "send" or "spawn").ToList();
        return [.. Enumerable.Range(0, count).Select(i => calls[i * (calls.Count - 1) / (count - 1)]).Select(Stop)];
    }

    /// <summary>The flush of each `transaction-begun`: the number is taken, and no statement was sent.</summary>
    private static List<Crash> Begun(CrashTrace trace, KillLab lab)
    {
        List<Crash> begun = [];
        var lines = lab.LinesOf("transaction-begun");
        for (var i = 0; i < trace.Calls.Count; i++)
        {
            if (trace.Calls[i] is ("write", var line) && lines.Contains(line))
            {
                begun.Add(Stop(trace.Calls.Skip(i).First(call => call.What == "flush")));
            }
        }

        return begun;
    }

    private static Crash Stop((string What, int Call) at) => new(at.What, at.Call, "stop");
}
