using CrashHost;
using SomaBrain.Runbooks.Cli.Tests.Faults;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>
/// SIGKILL at each line of a journal and around each effect, then `resume` until the run is over, which may be killed, too: no row
/// twice, none missing, no doubt that nobody was told of. A few here, thousands under `./build soak`.
/// </summary>
public sealed class Kills(FaultServer server)
{
    /// <summary>Lines of the journal of a run that nobody disturbs.</summary>
    private const int Lines = 80;

    private static readonly Break[] Deaths = [Break.Before, Break.Half, Break.Written, Break.Flushed];

    private static readonly Break[] Faults = [Break.DiskFull, Break.FlushFails, Break.ReadOnly];

    [Fact]
    public async Task A_run_that_is_killed_at_any_line_goes_on_without_a_step_twice_or_missing()
    {
        using var lab = await KillLab.CreateAsync(server.Server, "kills");
        await Soak.EachAsync(lab, 10, async random =>
        {
            var death = Deaths[random.Next(Deaths.Length)];
            var line = random.Next(1, Lines + 1);
            Assert.Equal(KillLab.Killed, lab.Run(death, line).ExitCode);
            var again = random.Next(3) == 0 ? random.Next(1, 12) : 0;
            Assert.Equal(0, await lab.FinishAsync(turn => turn == 0 && again > 0 ? (Deaths[random.Next(Deaths.Length)], again) : (Break.None, 0)));
            await lab.IsWholeAsync();
        });
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_ends_the_run_which_goes_on_when_it_can()
    {
        using var lab = await KillLab.CreateAsync(server.Server, "full_disk");
        await Soak.EachAsync(lab, 4, async random =>
        {
            var line = random.Next(2, Lines);
            var failed = lab.Run(Faults[random.Next(Faults.Length)], line);
            Assert.Contains(failed.ExitCode, new[] { 1, 6, 7 });
            failed.Says("error[RB906]");
            Assert.Equal(0, await lab.FinishAsync(_ => (Break.None, 0)));
            await lab.IsWholeAsync();
        });
    }

    [Fact]
    public async Task A_run_that_is_killed_at_any_moment_goes_on_without_a_step_twice_or_missing()
    {
        using var lab = await KillLab.CreateAsync(server.Server, "moments");
        await Soak.EachAsync(lab, 4, async random =>
        {
            using (var running = lab.StartRun())
            {
                running.Until(() => !running.IsRunning || lab.RowsAsync().GetAwaiter().GetResult().Length >= random.Next(0, 12), "row");
                await Task.Delay(random.Next(0, 30));
                if (running.IsRunning)
                {
                    running.Signal(9);
                }

                running.Ends();
            }

            Assert.Equal(0, await lab.FinishAsync(_ => (Break.None, 0)));
            await lab.IsWholeAsync();
        });
    }
}
