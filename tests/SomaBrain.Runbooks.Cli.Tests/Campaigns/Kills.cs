using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// SIGKILL at each line of a journal and around each effect, each commit and each answer, then `resume` until the run is over, which
/// may be killed, too: no row twice, none missing, no doubt that nobody was told of. A few here, all of them, many times, under
/// `./build soak`.
/// </summary>
public sealed class Kills(FaultServer server)
{
    private static readonly string[] Places = ["write", "flush", "site-write", "truncate", "rename", "file-flush", "spawn", "send", "receive"];

    [Fact]
    public async Task A_run_that_is_killed_at_any_call_goes_on_without_a_step_twice_or_missing()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "kills");
        var deaths = (await lab.UndisturbedAsync()).Deaths.ToList();
        Assert.True(deaths.Count > 500, $"only {deaths.Count} points");
        await Soak.EachAsync(lab, deaths, 14, async (death, random) =>
        {
            lab.Dies(death);
            await lab.NothingIsUnrecordedAsync();
            Assert.Equal(0, await lab.FinishAsync(turn => turn < random.Next(3) ? Again(random) : null));
            await lab.IsWholeAsync();
        });
    }

    [Fact]
    public async Task A_run_that_asks_and_is_killed_around_the_question_or_its_answer_asks_nothing_twice()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "asking", plot: Plot.Asking);
        var before = (await lab.UndisturbedAsync()).Deaths.Select(death => (Death: death, Resumed: false));
        List<(Crash Death, bool Resumed)> deaths = [.. before, .. lab.Resumed!.Deaths.Select(death => (death, true))];
        await Soak.EachAsync(lab, deaths, 4, async (one, _) =>
        {
            if (!one.Resumed)
            {
                lab.Dies(one.Death);
            }
            else
            {
                lab.Run(null).Exits(8);
            }

            Assert.Equal(0, await lab.FinishAsync(turn => one.Resumed && turn == 0 ? one.Death : null));
            Assert.Equal((1, 1), (lab.Answered("2"), lab.Answered("3")));
            await lab.IsWholeAsync();
        }, seeds: 1);
    }

    [Fact]
    public async Task A_run_whose_machine_loses_power_goes_on_with_every_line_that_was_flushed()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "power");
        var deaths = (await lab.UndisturbedAsync()).Deaths.Where(death => death.What is "write" or "flush" or "site-write" or "site-flush").ToList();
        await Soak.EachAsync(lab, deaths, 6, async (death, random) =>
        {
            if (lab.Dies(death))
            {
                lab.LosePower(random);
            }

            Assert.Equal(0, await lab.FinishAsync());
            await lab.IsWholeAsync();
        }, seeds: 4);
    }

    [Fact]
    public async Task A_disk_that_fails_at_any_write_ends_the_run_which_goes_on_when_it_is_mended()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "full_disk");
        var faults = (await lab.UndisturbedAsync()).Faults.ToList();
        await Soak.EachAsync(lab, faults, 6, async (fault, _) =>
        {
            var result = lab.Run(fault);
            Assert.Contains(result.ExitCode, new[] { 0, 1, 6, 7 });
            if (fault.What is "write" or "flush")
            {
                Assert.True(result.ExitCode != 0 && (result.Errors.Contains("error[RB906]", StringComparison.Ordinal) || result.Errors.Contains("error[RB905]", StringComparison.Ordinal)), $"{result}");
            }

            await lab.NothingIsUnrecordedAsync();
            if (fault.What.StartsWith("file-", StringComparison.Ordinal) && result.ExitCode == 6 && lab.IsClosed())
            {
                return; // a secret could not be kept, so that its step failed
            }

            Assert.Equal(0, await lab.FinishAsync());
            await lab.IsWholeAsync();
        }, seeds: 1);
    }

    [Fact]
    public async Task A_write_that_takes_half_of_a_line_is_completed()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "short_writes");
        var writes = (await lab.UndisturbedAsync()).Calls.Where(call => call.What == "write").Select(call => new Crash(call.What, call.Call, "short")).ToList();
        await Soak.EachAsync(lab, writes, 2, async (write, _) =>
        {
            lab.Run(write).Exits(0);
            await lab.IsWholeAsync();
        }, seeds: 1);
    }

    [Fact]
    public async Task Two_who_resume_the_same_run_at_once_exclude_each_other()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "resumers");
        var deaths = (await lab.UndisturbedAsync()).Deaths.Where(death => death is { What: "write", How: "after" }).ToList();
        await Soak.EachAsync(lab, deaths, 3, async (death, _) =>
        {
            if (lab.Dies(death) && !lab.IsUnborn())
            {
                if (lab.IsClosed())
                {
                    Assert.Equal(0, await lab.FinishAsync());
                }
                else
                {
                    lab.TwoResume();
                }
            }

            await lab.IsWholeAsync();
        }, seeds: 2);
    }

    [Fact]
    public async Task A_run_that_is_killed_at_any_moment_goes_on_without_a_step_twice_or_missing()
    {
        await using var lab = await KillLab.CreateAsync(server.Cluster, "moments");
        await Soak.EachAsync(lab, Twelve.Rows, 3, async (row, random) =>
        {
            var rows = Array.IndexOf(Twelve.Rows, row);
            using (var running = lab.Start(null))
            {
                running.Until(() => !running.IsRunning || lab.RowsAsync().GetAwaiter().GetResult().Length >= rows, "row");
                await Task.Delay(random.Next(0, 30));
                if (running.IsRunning)
                {
                    running.Signal(9);
                }

                running.Ends();
            }

            Assert.Equal(0, await lab.FinishAsync());
            await lab.IsWholeAsync();
        });
    }

    /// <summary>Where the run dies that goes on; it may come to its end before.</summary>
    private static Crash Again(Random random) => new(Places[random.Next(Places.Length)], random.Next(1, 15), random.Next(2) == 0 ? "after" : "before");
}
