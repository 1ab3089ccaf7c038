namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

public sealed class Seeing(HealthServers servers) : HealthTests(servers)
{
    [Fact]
    public async Task A_role_that_cannot_see_sessions_says_so_and_does_not_call_them_healthy()
    {
        await using var load = await new Load().RunningAsync(Servers, 1, "SELECT pg_sleep(60)");
        Check(Servers.Primary, "blind", "-p", "long_query=500ms").Exits(4)
            .Says("role blind sees only its own sessions").Says("GRANT pg_monitor TO blind")
            .NeverShows("long_queries 0").NeverShows("connections 1").NeverShows("lock_waits 0").Says("audits_last_hour ");
    }

    [Fact]
    public void A_role_with_pg_monitor_only_says_what_to_grant_and_judges_the_rest() =>
        Check(Servers.Primary, "monitor").Exits(0)
            .Says("role monitor may not read audit_log and outbox_events").Says("GRANT SELECT ON audit_log, outbox_events TO monitor")
            .Says("connections ").Says("lock_waits 0 %").Says("replication_lag ").Says("outbox_size ").NeverShows("permission denied");

    [Fact]
    public void What_was_not_judged_is_a_warning_for_monitoring() =>
        Check(Servers.Primary, "monitor", "--format", "nagios").Exits(1).Prints("RUNBOOK WARNING - role monitor may not read audit_log and outbox_events");

    [Fact]
    public async Task Only_the_table_that_a_role_may_not_read_is_named_and_the_other_is_judged()
    {
        await Servers.DoAsync("GRANT SELECT ON outbox_events TO monitor");
        try
        {
            Check(Servers.Primary, "monitor").Exits(0).Says("role monitor may not read audit_log:").Says("GRANT SELECT ON audit_log TO monitor")
                .Says("outbox_pending ").NeverShows("audits_last_hour");
        }
        finally
        {
            await Servers.DoAsync("REVOKE SELECT ON outbox_events FROM monitor");
            await Servers.StandbyFollowsAsync();
        }
    }

    [Fact]
    public void The_wrong_database_is_a_clear_failure() =>
        CheckAt(Servers.Primary.ConnectionStringFor("postgres", "health")).Exits(1).Says("somabrain").Prints("Nothing was changed");

    [Fact]
    public void A_database_that_is_not_there_is_a_clear_failure() =>
        CheckAt(Servers.Primary.ConnectionStringFor("nowhere", "health")).Exits(1).Says("3D000");
}
