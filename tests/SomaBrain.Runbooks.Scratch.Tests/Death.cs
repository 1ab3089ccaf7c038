using System.Diagnostics;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Scratch.Tests;

/// <summary>The program that holds a cluster dies in all the ways a program dies.</summary>
public sealed class Death
{
    [Theory]
    [InlineData("-KILL")]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Nothing_stays_when_the_program_is_killed(string signal)
    {
        using var holder = await HolderAsync();
        await KillAsync(signal, holder.Process.Id);
        await Setting.UntilAsync(() => !Directory.Exists(holder.Directory), "the watchdog removes the directory");
        Assert.Empty(Setting.ProcessesIn(holder.Directory));
    }

    [Fact]
    public async Task The_next_start_removes_what_stays_when_the_watchdog_dies_too()
    {
        using var holder = await HolderAsync();
        await KillAsync("-KILL", holder.Watchdog);
        await KillAsync("-KILL", holder.Process.Id);
        await holder.Process.WaitForExitAsync(Setting.Token);
        Assert.NotEmpty(Setting.ProcessesIn(holder.Directory));

        await using var next = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        await Setting.UntilAsync(() => !Directory.Exists(holder.Directory), "a start removes the directory");
        Assert.Empty(Setting.ProcessesIn(holder.Directory));
    }

    [Fact]
    public async Task A_cluster_whose_owner_lives_is_not_swept()
    {
        using var holder = await HolderAsync();
        await KillAsync("-KILL", holder.Watchdog);
        await using (await ScratchCluster.StartAsync(Setting.Bare, Setting.Token))
        {
            Assert.NotEmpty(Setting.ProcessesIn(holder.Directory));
        }

        holder.Process.StandardInput.Close();
        await holder.Process.WaitForExitAsync(Setting.Token);
        Assert.Equal(0, holder.Process.ExitCode);
        Assert.False(Directory.Exists(holder.Directory));
    }

    [Fact]
    public async Task A_pid_that_was_given_again_does_not_protect_what_is_left()
    {
        using var holder = await HolderAsync();
        await KillAsync("-KILL", holder.Watchdog);
        await KillAsync("-KILL", holder.Process.Id);
        await holder.Process.WaitForExitAsync(Setting.Token);
        var record = Path.Combine(holder.Directory, "owner.json");
        var text = await File.ReadAllTextAsync(record, Setting.Token);
        await File.WriteAllTextAsync(record, text.Replace($"\"pid\":{holder.Process.Id}", $"\"pid\":{Environment.ProcessId}", StringComparison.Ordinal), Setting.Token);

        await using var next = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        await Setting.UntilAsync(() => !Directory.Exists(holder.Directory), "a start removes the directory");
    }

    [Fact]
    public async Task The_server_is_in_no_process_group_of_ours()
    {
        await using var cluster = await ScratchCluster.StartAsync(Setting.Bare, Setting.Token);
        Assert.NotEqual(Stat(Environment.ProcessId, 2), Stat(cluster.PostmasterPid, 2));
        Assert.NotEqual(Stat(Environment.ProcessId, 3), Stat(cluster.PostmasterPid, 3));
        var watchdog = WatchdogOf(Path.GetDirectoryName(cluster.Host)!);
        Assert.Equal($"{watchdog}", Stat(watchdog, 3)); // leads a session of its own
    }

    [Fact]
    public async Task Another_user_than_root_can_hold_one()
    {
        if (Environment.UserName != "root")
        {
            return; // the other tests have just shown it
        }

        using var holder = await HolderAsync("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Assert.Equal("nobody", holder.User);
        await KillAsync("-KILL", holder.Process.Id);
        await Setting.UntilAsync(() => !Directory.Exists(holder.Directory), "the watchdog removes the directory");
    }

    /// <summary>Field of <c>/proc/…/stat</c> after the name: 2 is the process group, 3 the session.</summary>
    private static string Stat(int pid, int field) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[field];

    private static int WatchdogOf(string directory) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Single(pid => CommandOf(pid).Contains("runbook-scratch-watchdog", StringComparison.Ordinal) && CommandOf(pid).Contains(directory, StringComparison.Ordinal));

    private static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task KillAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [signal, $"{pid}"]);
        await kill.WaitForExitAsync(Setting.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    private static async Task<Holder> HolderAsync(params string[] become)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ScratchHold.dll");
        // Another user gets a state directory that cannot exist, and so a cluster without a template.
        var state = become.Length == 0 ? ScratchFixture.StateDirectory : "/dev/null/state";

        string[] words = [.. become, "dotnet", program, state];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_HOME"] = "/tmp";
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Setting.Token);
        Assert.NotNull(line);
        var answer = line.Split(' ');
        var directory = Path.GetDirectoryName(answer[0])!;
        return new(process, directory, WatchdogOf(directory), answer[2]);
    }

    private sealed record Holder(Process Process, string Directory, int Watchdog, string User) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill();
            Process.Dispose();
        }
    }
}
