using System.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes;

namespace SomaBrain.Runbooks.Steps.Tests.Processes;

/// <summary>Each child writes its state to a file, so that the test does not guess when it is ready.</summary>
public sealed class EndingATree : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly string _ready = Path.GetTempFileName();

    [Fact]
    public async Task A_cancel_interrupts_the_program()
    {
        var ended = await CancelAsync("echo $$ > $READY; sleep 100");

        Assert.Equal((ProcessEnding.Cancelled, 130, "SIGINT"), (ended.Ending, ended.ExitCode, ended.Signal));
        Assert.Empty(ended.Survivors);
    }

    [Fact]
    public async Task A_program_may_clean_up_within_the_grace()
    {
        var ended = await CancelAsync("trap 'echo cleaned; exit 7' INT; echo $$ > $READY; while :; do sleep 0.05; done", TimeSpan.FromSeconds(20));

        Assert.Equal((ProcessEnding.Cancelled, 7, "cleaned\n"), (ended.Ending, ended.ExitCode, ended.Stdout.Text));
    }

    [Fact]
    public async Task A_program_that_ignores_signals_is_killed_after_the_grace()
    {
        var ended = await CancelAsync("trap '' INT TERM HUP; echo $$ > $READY; while :; do sleep 0.05; done");

        Assert.Equal((ProcessEnding.Cancelled, 137, "SIGKILL"), (ended.Ending, ended.ExitCode, ended.Signal));
        Assert.True(ended.Elapsed >= Short);
    }

    [Theory]
    [InlineData("setsid sleep 1000 & echo $! > $READY; wait")] // left the group
    [InlineData("(setsid sh -c 'echo $$ > $READY; exec sleep 1000' &) ; sleep 1000")] // and its parent has died
    [InlineData("setsid sh -c 'trap \"\" INT; echo $$ > $READY; while :; do sleep 0.05; done' & wait")] // and ignores
    [InlineData("timeout 1000 sh -c 'echo $$ > $READY; sleep 1000'")] // a group of its own
    [InlineData("env -i setsid sleep 1000 & echo $! > $READY; wait")] // without the marker
    [InlineData("sh -c 'echo $$ > $READY; kill -STOP $$; sleep 1000'")] // stopped
    [InlineData("setsid setsid -f sh -c 'echo $$ > $READY; exec sleep 1000 >/dev/null 2>&1'; sleep 1000")] // a daemon
    public async Task A_cancel_ends_every_descendant(string script)
    {
        var ended = await CancelAsync(script);

        var descendant = int.Parse(await File.ReadAllTextAsync(_ready, TestContext.Current.CancellationToken));
        Assert.Equal(ProcessEnding.Cancelled, ended.Ending);
        Assert.Empty(ended.Survivors);
        Assert.False(Lives(descendant));
    }

    [Fact]
    public async Task A_timeout_does_the_same_under_its_own_name()
    {
        var ended = await (Dummy.Sh("trap '' INT; sleep 100 & wait; sleep 100") with { Timeout = Short, Grace = Short }).EndAsync();

        Assert.Equal((ProcessEnding.TimedOut, 137), (ended.Ending, ended.ExitCode));
    }

    [Fact]
    public async Task The_dummy_that_ignores_signals_is_killed()
    {
        var ended = await CancelAsync(Dummy.With("ignore-signals", "100"));

        Assert.Equal((ProcessEnding.Cancelled, "SIGKILL", "ready\n"), (ended.Ending, ended.Signal, ended.Stdout.Text));
    }

    [Fact]
    public async Task The_dummy_with_a_grandchild_in_another_session_is_ended_whole()
    {
        var ended = await CancelAsync(Dummy.With("grandchild", "1234567"));

        Assert.Equal((ProcessEnding.Cancelled, "ready\n"), (ended.Ending, ended.Stdout.Text));
        Assert.Empty(ended.Survivors);
        Assert.DoesNotContain(Process.GetProcessesByName("sleep"), sleep => CommandLine(sleep).Contains("1234567", StringComparison.Ordinal));
    }

    /// <summary>Empty for one that has gone meanwhile: other tests have their own.</summary>
    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [Fact]
    public async Task The_dummy_that_leaves_a_pipe_holder_ends_at_once()
    {
        var ended = await Dummy.With("hold-pipe", "1000").EndAsync();

        var holder = Assert.Single(ended.Daemons);
        Assert.Equal((0, "sleep 1000", true), (ended.ExitCode, holder.CommandLine, holder.HoldsOutput));
        Kill(holder.Identity.Pid);
    }

    [Fact]
    public async Task A_stop_after_the_end_of_the_program_changes_nothing()
    {
        using var stop = new CancellationTokenSource();
        var environment = new Dictionary<string, string>(Dummy.Environment) { ["READY"] = _ready };
        var run = (Dummy.Sh("sleep 1000 & echo $!; echo $$ > $READY; exit 5") with { Environment = environment }).StopByAsync(stop.Token);
        var program = await ReadyAsync();
        while (Directory.Exists($"/proc/{program}")) // until its end was taken note of
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        var ended = await run;

        Assert.Equal((ProcessEnding.Ended, 5), (ended.Ending, ended.ExitCode));
        Kill(int.Parse(ended.Stdout.Text));
    }

    [Fact]
    public async Task A_flood_does_not_delay_the_cancel()
    {
        var ended = await CancelAsync("trap '' INT; echo $$ > $READY; yes");

        Assert.Equal(137, ended.ExitCode);
        Assert.True(ended.Stdout.Total > 0);
    }

    [Fact]
    public async Task A_daemon_of_an_earlier_step_is_left_alone()
    {
        var daemon = Dummy.Sh("setsid sleep 1000 >/dev/null 2>&1 & echo $!") with { RunId = "same" };
        var first = await daemon.EndAsync();
        var pid = int.Parse(first.Stdout.Text);

        var second = await CancelAsync("echo $$ > $READY; sleep 100", runId: "same");

        Assert.Equal(ProcessEnding.Cancelled, second.Ending);
        Assert.True(Lives(pid));
        Kill(pid);
    }

    [Fact]
    public async Task A_daemon_that_holds_the_pipes_goes_on_and_is_named()
    {
        var ended = await Dummy.Sh("setsid sh -c 'trap \"\" PIPE; sleep 1000; :' & echo started").EndAsync();

        var sh = Assert.Single(ended.Daemons, daemon => daemon.CommandLine.StartsWith("sh -c", StringComparison.Ordinal));
        Assert.Equal((ProcessEnding.Ended, 0, "started\n"), (ended.Ending, ended.ExitCode, ended.Stdout.Text));
        Assert.True(sh.HoldsOutput);
        Assert.True(sh.Identity.IsAlive);
        ended.Daemons.ToList().ForEach(daemon => Kill(daemon.Identity.Pid));
    }

    [Fact]
    public async Task A_daemon_that_holds_nothing_is_named_too()
    {
        var ended = await Dummy.Sh("setsid -f sleep 1000 >/dev/null 2>&1 </dev/null; echo started").EndAsync();

        var daemon = Assert.Single(ended.Daemons);
        Assert.Equal(("sleep 1000", false, true), (daemon.CommandLine, daemon.HoldsOutput, daemon.Identity.IsAlive));
        Kill(daemon.Identity.Pid);
    }

    [Fact]
    public async Task A_child_nobody_could_record_is_killed()
    {
        var pid = 0;
        var request = Dummy.Sh("sleep 1000") with
        {
            Started = identity =>
            {
                pid = identity.Pid;
                throw new IOException("disk full");
            },
        };

        _ = await Assert.ThrowsAsync<IOException>(() => Task.Run(() => ProcessRun.Run(request, TestContext.Current.CancellationToken)));

        Assert.False(Lives(pid));
    }

    public void Dispose() => File.Delete(_ready);

    private static bool Lives(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // also where it goes while we read
        }
    }

    private static void Kill(int pid) => Process.GetProcessById(pid).Kill();

    private Task<ProcessOutcome.Ended> CancelAsync(string script, TimeSpan? grace = null, string runId = "r") => CancelAsync(Dummy.Sh(script), grace, runId);

    private async Task<ProcessOutcome.Ended> CancelAsync(ProcessRequest request, TimeSpan? grace = null, string runId = "r")
    {
        var environment = new Dictionary<string, string>(Dummy.Environment) { ["READY"] = _ready };
        using var stop = new CancellationTokenSource();
        var run = (request with { Environment = environment, Grace = grace ?? Short, RunId = runId }).StopByAsync(stop.Token);
        _ = await ReadyAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        return await run;
    }

    private async Task<int> ReadyAsync()
    {
        var text = "";
        while (!text.EndsWith('\n'))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            text = await File.ReadAllTextAsync(_ready, TestContext.Current.CancellationToken);
        }

        return int.Parse(text);
    }
}
