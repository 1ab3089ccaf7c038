using System.Diagnostics;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

public sealed class Broken(HealthServers servers) : HealthTests(servers)
{
    [Fact]
    public async Task A_missing_table_fails_and_the_rest_is_still_judged()
    {
        await Servers.DoAsync("ALTER TABLE outbox_events RENAME TO lost");
        try
        {
            Check().Exits(4).Says("missing in schema public of somabrain: outbox_events").Says("audits_last_hour").Says("connections ");
        }
        finally
        {
            await Servers.DoAsync("ALTER TABLE lost RENAME TO outbox_events");
        }
    }

    [Fact]
    public async Task Hidden_rows_are_not_counted()
    {
        await Servers.DoAsync("ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY");
        try
        {
            Check().Exits(4).Says("row level security hides rows from role health").Says("ALTER ROLE health BYPASSRLS").NeverShows("audits_last_hour 0");
            NoWarning(Check(Servers.Primary, "postgres"));
        }
        finally
        {
            await Servers.DoAsync("ALTER TABLE audit_log DISABLE ROW LEVEL SECURITY");
        }
    }

    [Fact]
    public async Task An_hour_without_an_audit_is_a_warning()
    {
        await Servers.DoAsync("UPDATE audit_log SET created_at = created_at - interval '2 hours'");
        try
        {
            Check().Exits(0).Says("audits_last_hour is 0: warn at `value < params.audits`").Says("-p audits=0");
            NoWarning(Check("-p", "audits=0"));
        }
        finally
        {
            await Servers.DoAsync("UPDATE audit_log SET created_at = created_at + interval '2 hours'");
        }
    }

    [Theory]
    [InlineData(10_000, 0, "warn at `value > 10000`")]
    [InlineData(100_000, 4, "fail at `value > 100000`")]
    public async Task A_full_outbox_is_seen(int events, int code, string threshold)
    {
        await Servers.DoAsync(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"INSERT INTO outbox_events (event_type) SELECT 'flood' FROM generate_series(1, {events})"));
        try
        {
            await Servers.StandbyFollowsAsync();
            Check().Exits(code).Says("outbox_pending is ").Says(threshold).Says("the dispatcher does not keep up");
        }
        finally
        {
            await Servers.DoAsync("DELETE FROM outbox_events WHERE event_type = 'flood'");
            await Servers.StandbyFollowsAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_clear_failure()
    {
        await using var down = await ScratchCluster.StartAsync(
            new() { StateDirectory = HealthServers.StateDirectory, Content = ScratchContent.Empty }, TestContext.Current.CancellationToken);
        await down.StopAsync(StopMode.Fast, TestContext.Current.CancellationToken);
        var target = down.Primary.ConnectionStringFor("somabrain");
        CheckAt(target).Exits(4).Says("no answer").Prints("Nothing was changed").NeverShows("3 server");
        CheckAt(target, "--format", "nagios").Exits(2).Prints("RUNBOOK CRITICAL - PostgreSQL at ");
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_seen()
    {
        using var disk = new TempFolder();
        if (Execute("mount", "-t", "tmpfs", "-o", "size=256m,mode=0755", "tmpfs", disk.Path) != 0)
        {
            Assert.Skip("this machine does not let us mount a small disk");
        }

        try
        {
            await using var server = await ScratchCluster.StartAsync(
                new() { StateDirectory = HealthServers.StateDirectory, Directory = disk.Path, Content = ScratchContent.Schema }, TestContext.Current.CancellationToken);
            Fill(disk, 0.86);
            CheckAt(server.ConnectionString).Exits(0).Says($"disk_used (mount {disk.Path}) is 8").Says("warn at `value > 80`");
            Fill(disk, 0.95);
            CheckAt(server.ConnectionString).Exits(4).Says($"disk_used (mount {disk.Path}) is 9").Says("fail at `value > 90`").Says("replication slots");
        }
        finally
        {
            Execute("umount", "-l", disk.Path);
        }
    }

    private static void Fill(TempFolder disk, double share)
    {
        var drive = new DriveInfo(disk.Path);
        var missing = (share * drive.TotalSize) - (drive.TotalSize - drive.AvailableFreeSpace);
        using var file = File.Open(disk["filler"], FileMode.Append);
        file.Write(new byte[(int)missing]);
    }

    private static int Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
