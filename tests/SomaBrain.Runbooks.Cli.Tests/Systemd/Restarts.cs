using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SomaBrain.Runbooks.Cli.Tests.Systemd;

/// <summary>Playbooks that ask or move the server's service, on a machine that systemd really runs: booted over a copy-on-write view of this one.</summary>
public sealed partial class Restarts
{
    [Fact]
    public async Task A_unit_is_asked_and_stays_the_one_that_runs_the_server()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/systemd-nspawn"), "only root can boot systemd in a container of its own");

        var story = await BootAsync("restart.sh");

        Assert.Equal(
            [
                "health-check: exit 1, active",
                "pg_ctlcluster: exit 0, active",
                "systemd: exit 0, active",
                "systemd, smart: exit 4, active",
                "stopped, health-check: exit 4, inactive",
                "stopped, pg_ctlcluster: exit 0, active",
                "as postgres: exit 1, active",
            ],
            Ends().Matches(story).Select(end => end.Groups["end"].Value));
        Assert.Contains("accepting connections; ", story, StringComparison.Ordinal);
        Assert.Contains("postgresql@15-runbooktest.service active (running)", story, StringComparison.Ordinal);
        Assert.Contains("postgresql@15-runbooktest.service inactive (dead)", story, StringComparison.Ordinal);
        Assert.Contains("systemd stops postgresql@15-runbooktest its own way", story, StringComparison.Ordinal);
    }

    private static async Task<string> BootAsync(string script)
    {
        var folder = Repository.At("tests", "SomaBrain.Runbooks.Cli.Tests", "Systemd");
        using var boot = Process.Start(new ProcessStartInfo("bash", [Path.Combine(folder, "boot.sh"), Repository.Root, Path.Combine(folder, script)]) { RedirectStandardOutput = true })!;
        var story = await boot.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await boot.WaitForExitAsync(TestContext.Current.CancellationToken);
        return story;
    }

    [GeneratedRegex("^── (?<end>.+: exit .+)$", RegexOptions.Multiline)]
    private static partial Regex Ends();
}
