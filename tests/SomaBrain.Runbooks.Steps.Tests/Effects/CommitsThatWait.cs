using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>COMMIT may take as long as any statement, and `timeout` is of the whole step.</summary>
public sealed class CommitsThatWait
{
    [Fact]
    public async Task For_a_standby_that_is_not_there_are_given_up_and_said_to_be_done()
    {
        await using var pair = await PairOfServers.StartAsync();
        await pair.Primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "postgres", "postgres", CancellationToken.None);
        await pair.Primary.ExecuteAsync("SELECT pg_reload_conf(), pg_sleep(0.5)", "postgres", "postgres", CancellationToken.None);
        await using var play = new SqlPlay(pair.Primary, "postgres");

        var end = await play.StepsAsync("- id: it\n  timeout: 2s\n  sql: INSERT INTO t VALUES (1)\n- id: seen\n  sql: SELECT count(*) AS n FROM t");

        Assert.Equal(("1", 0), (play.Trace.Text("seen", "n"), end.ExitCode));
        Assert.Equal("WARNING: canceling wait for synchronous replication due to user request", ValueText.Of(Assert.IsType<Value.List>(play.Trace.Result("it")["notices"]).Items[0]));
    }

    [Fact]
    public async Task For_deferred_triggers_are_rolled_back()
    {
        await using var pair = await PairOfServers.StartAsync();
        await pair.Primary.ExecuteAsync(
            """
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()
            """,
            "postgres", "postgres", CancellationToken.None);
        await using var play = new SqlPlay(pair.Primary, "postgres");

        var end = await play.StepsAsync("- on_failure: continue\n  timeout: 1s\n  statement_timeout: 30s\n  sql: INSERT INTO t VALUES (1)\n- id: seen\n  sql: SELECT count(*) AS n FROM t");

        Assert.Equal("0", play.Trace.Text("seen", "n"));
        Assert.Equal("RB401", Assert.Single(end.Problems).Code);
    }
}
