using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

public sealed class Following(HealthServers servers) : HealthTests(servers)
{
    private const string Much = "SELECT pg_logical_emit_message(false, 'much', repeat('x', 30000000))";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standby_that_stopped_is_missed()
    {
        for (var run = 0; run < 3; run++)
        {
            NoWarning(Check());
        }

        await Servers.Standby.StopAsync(StopMode.Fast, Cancel);
        try
        {
            Check("-p", "replicas=1").Exits(4).Says("replicas is 0: fail at `value < params.replicas`");
            Check().Exits(0).Says("replicas is 0: warn at `baseline != null").Says("0 connected, expected 1");
        }
        finally
        {
            await Servers.Standby.StartAgainAsync(Cancel);
            await Servers.StandbyFollowsAsync();
        }
    }

    [Fact]
    public async Task A_standby_without_its_primary_fails_though_it_replayed_all_it_has()
    {
        await Servers.Primary.StopAsync(StopMode.Fast, Cancel);
        try
        {
            Check(Servers.Standby, "health").Exits(4).Says("the WAL receiver is down");
        }
        finally
        {
            await Servers.Primary.StartAgainAsync(Cancel);
            await Servers.StandbyFollowsAsync();
        }
    }

    [Fact]
    public async Task A_paused_replay_is_seen_on_both_sides()
    {
        await Servers.DoAsync("UPDATE audit_log SET user_id = user_id WHERE id = 1");
        await Servers.StandbyFollowsAsync();
        await Servers.Standby.ExecuteAsync("SELECT pg_wal_replay_pause()", "somabrain", "postgres", Cancel);
        try
        {
            await Servers.DoAsync(Much);
            Check(Servers.Standby, "health").Says("replay is paused on this standby").Says("replication_behind is ").Says("warn at `value > 16MiB`").Says("replication_lag ");
            Check().Exits(0).Says("replication_behind (replica standby1, address socket) is ").Says("warn at `value > 16MiB`");
            for (var i = 0; i < 9; i++)
            {
                await Servers.DoAsync(Much);
            }

            Check().Exits(4).Says("fail at `value > 256MiB`").Says("is its replay paused");
        }
        finally
        {
            await Servers.Standby.ExecuteAsync("SELECT pg_wal_replay_resume()", "somabrain", "postgres", Cancel);
            await Servers.StandbyFollowsAsync();
        }
    }
}
