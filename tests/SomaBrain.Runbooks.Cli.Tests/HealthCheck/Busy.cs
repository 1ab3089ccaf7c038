namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

public sealed class Busy(HealthServers servers) : HealthTests(servers)
{
    [Theory]
    [InlineData(48, 0, "warned", "warn at `value > 80`")]
    [InlineData(53, 4, "failed", "fail at `value > 90`")]
    public async Task Connections_near_the_limit_are_seen(int count, int code, string word, string threshold)
    {
        await using var load = await new Load().IdleAsync(Servers, count);
        Check().Exits(code).Says($"{word} ").Says("connections is ").Says(threshold).Says("of 57 are open");
    }

    [Fact]
    public async Task A_server_without_a_free_connection_is_a_clear_failure()
    {
        await using var load = await new Load().IdleAsync(Servers, 57);
        Check().Exits(1).Says("53300").Prints("Nothing was changed");
        Check("--format", "nagios").Exits(2).Prints("RUNBOOK CRITICAL");
    }

    [Fact]
    public async Task A_lock_queue_fails()
    {
        await Servers.DoAsync("CREATE TABLE IF NOT EXISTS queue ()");
        await using var load = await new Load().DoneAsync(Servers, "BEGIN; LOCK TABLE queue");
        await using var waiting = await new Load().RunningAsync(Servers, 3, "SELECT FROM queue");
        Check().Exits(4).Says("lock_waits is 100 %: fail at `value > 5`").Says("pg_blocking_pids").Says("audits_last_hour");
    }

    [Fact]
    public async Task One_that_waits_among_many_that_run_is_a_warning()
    {
        await Servers.DoAsync("CREATE TABLE IF NOT EXISTS queue ()");
        await using var load = await new Load().DoneAsync(Servers, "BEGIN; LOCK TABLE queue");
        await using var waiting = await new Load().RunningAsync(Servers, 1, "SELECT FROM queue");
        await using var running = await new Load().RunningAsync(Servers, 35, "SELECT pg_sleep(60)");
        Check().Exits(0).Says("lock_waits is 2.8 %: warn at `value > 1`");
    }

    [Fact]
    public async Task A_long_query_is_a_warning_with_its_pid()
    {
        await using var load = await new Load().RunningAsync(Servers, 1, "SELECT pg_sleep(60)");
        var result = Check("-p", "long_query=500ms");
        result.Exits(0).Says("long_queries is 1: warn").Says("of postgres (runbook/scratch)").Says("pg_cancel_backend(");
    }

    [Fact]
    public async Task A_session_idle_in_a_transaction_is_a_warning()
    {
        await using var load = await new Load().DoneAsync(Servers, "BEGIN; SELECT 1");
        Check("-p", "idle_transaction=500ms", "--format", "nagios").Exits(1).Prints("RUNBOOK WARNING").Prints("idle_transactions is 1").Prints("remedy: oldest: pid");
    }

    [Fact]
    public async Task A_table_that_does_not_fit_into_the_cache_fails()
    {
        await Servers.DoAsync("CREATE TABLE large AS SELECT repeat('x', 900) AS filler FROM generate_series(1, 40000)");
        try
        {
            await using var load = await new Load().RunningAsync(Servers, 1, "SELECT count(*) FROM large");
            Check("-p", "sample=5s").Exits(4).Says("cache_hit is ").Says("fail at `value < 90`");
        }
        finally
        {
            await Servers.DoAsync("DROP TABLE large");
            await Servers.StandbyFollowsAsync();
        }
    }

    [Fact]
    public async Task A_rate_far_from_the_last_runs_fails()
    {
        // PostgreSQL 15 counts transactions that touch no table only when it counts others too
        await using (await new Load().RunningAsync(Servers, 4, "SELECT FROM outbox_events LIMIT 1"))
        {
            for (var run = 0; run < 3; run++)
            {
                Check().Exits(0).NeverShows("baseline");
            }
        }

        Check().Exits(4).Says("transactions is ").Says("a second, usually ");
    }
}
