using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>A server that is gone in the middle of a step.</summary>
public sealed class LostServers
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT pg_sleep(60)", 1, "Failed at step 1 (it). Nothing was changed.")]
    [InlineData("INSERT INTO done SELECT 'never' FROM pg_sleep(60)", 1, "Failed at step 1 (it). Nothing was changed.")]
    [InlineData("INSERT INTO late VALUES (1)", 7, "In doubt at step 1 (it): nobody knows whether it took effect. No other step changed anything.")]
    public async Task A_server_that_stops_in_the_middle_leaves_no_lie(string sql, int code, string first)
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, Token);
        await cluster.Primary.ExecuteAsync(
            """
            CREATE TABLE done (step text);
            CREATE TABLE late (i int);
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
            """,
            "postgres", "postgres", Token);
        using var lab = new Lab().Steps($"  - {{ id: it, sql: \"{sql}\" }}\n  - {{ sql: SELECT 2 }}");
        using var running = lab.Start($"host={cluster.Host} port={cluster.Port} user=postgres dbname=postgres");
        await using (var watch = await cluster.OpenAsync(Token))
        {
            running.Until(() => IsSleeping(watch), "sleeping session");
        }

        await cluster.StopAsync(StopMode.Immediate, Token);
        var result = Lab.Ends(running.Ends(), code, first, "look");
        if (code == 7)
        {
            result.Says("error[RB432]").Says("while step `it` was being committed");
        }

        lab.VerifiesAfter(code).Show().Prints(code == 7 ? "in doubt" : "failed, nothing changed, exit 1");
    }

    [Fact]
    public async Task A_session_that_is_ended_by_somebody_is_told()
    {
        await using var cluster = await ScratchCluster.StartAsync(FaultServer.Options, Token);
        using var lab = new Lab().Steps("  - { id: it, sql: \"CREATE TABLE never AS SELECT 1 AS i FROM pg_sleep(60)\" }");
        using var running = lab.Start($"host={cluster.Host} port={cluster.Port} user=postgres dbname=postgres");
        await using var watch = await cluster.OpenAsync(Token);
        running.Until(() => IsSleeping(watch), "sleeping session");
        await using (var command = new Npgsql.NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", watch))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        Lab.Ends(running.Ends(), 1, "Failed at step 1 (it). Nothing was changed.", "its log says who");
        lab.Verifies();
    }

    private static bool IsSleeping(Npgsql.NpgsqlConnection watch)
    {
        using var command = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", watch);
        return (long)command.ExecuteScalar()! > 0;
    }
}
