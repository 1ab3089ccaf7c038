using Npgsql;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Locks;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What a step may rely on is so in each of its transactions, whatever the steps before it did and whoever else uses the connection.</summary>
public sealed class SettingsOfEachStep(ScratchFixture scratch)
{
    private const string Here = "2020-02-03 04:05:06+00|1 day 02:00:00|\\x00ff|0.30000000000000004|1min|5s|2s|on";

    /// <summary>Under each of these, were it left in the session, a read step would see something else.</summary>
    private const string Foreign = """
        SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; SET IntervalStyle = 'sql_standard'; SET bytea_output = 'escape'; SET extra_float_digits = -3;
        SET idle_in_transaction_session_timeout = '9s'; SET lock_timeout = '8s'; SET client_connection_check_interval = 0; SET standard_conforming_strings = off
        """;

    private const string Look = """
        SELECT concat_ws('|', timestamptz '2020-02-03 04:05:06Z', interval '1 day 2 hours', decode('00ff', 'hex'), 0.1::float8 + 0.2::float8, current_setting('idle_in_transaction_session_timeout'),
          current_setting('lock_timeout'), current_setting('client_connection_check_interval'), current_setting('standard_conforming_strings')) AS seen
        """;

    [Fact]
    public async Task They_are_the_same_after_whatever_another_step_set()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await DatabaseAsync());
        string[] between =
        [
            $"effect: write\n  sql: {OneLine(Foreign)}",
            $"effect: write\n  sql: {OneLine(Foreign)}; SELECT 1/0",
            "effect: write\n  transaction: false\n  sql: SET TimeZone = 'Asia/Tokyo'",
            "sql: SELECT set_foreign(true), set_foreign(false) AS b",
            "sql: SELECT set_foreign(false), 1/0",
            "effect: write\n  sql: SELECT set_foreign(false)",
            "effect: write\n  sql: DO $$ BEGIN EXECUTE 'RESET ALL'; END $$",
        ];

        foreach (var other in between)
        {
            await play.StepsAsync(
                $"""
                - sql: SELECT 1
                - {other}
                  on_failure: continue
                - id: read
                  sql: {OneLine(Look)}
                - id: write
                  effect: write
                  sql: {OneLine(Look)}
                - id: again
                  sql: {OneLine(Look)}
                """);

            Assert.Equal((Here, Here, Here), (play.Trace.Text("read", "seen"), play.Trace.Text("write", "seen"), play.Trace.Text("again", "seen")));
        }
    }

    [Fact]
    public async Task A_session_that_steps_share_keeps_its_own_between_them()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await DatabaseAsync());

        await play.StepsAsync(
            $"""
            - session: mine
              sql: SET TimeZone = 'Asia/Tokyo'
            - id: first
              session: mine
              sql: {OneLine(Look)}
            - id: second
              session: mine
              sql: {OneLine(Look)}
            """);

        Assert.Equal((Here, Here), (play.Trace.Text("first", "seen"), play.Trace.Text("second", "seen")));
        var session = (await play.Sessions.OpenAsync("db", null, "mine", CancellationToken.None)).Session!;
        Assert.Equal("Asia/Tokyo", await AskAsync(session.Connection, "SHOW TimeZone"));
    }

    [Theory]
    [InlineData("transaction")]
    [InlineData("session")]
    public async Task A_connection_that_a_pooler_gives_to_others_is_left_as_it_was(string mode)
    {
        var database = await DatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync($"ALTER DATABASE {database} SET TimeZone = 'Asia/Tokyo'", database, "postgres", CancellationToken.None);
        using var pooler = new Pooler(scratch.Cluster.Primary, mode, "default_pool_size = 1\nserver_reset_query =");
        await using (var play = new SqlPlay(pooler.ConnectionStringFor(database)))
        {
            for (var turn = 0; turn < 3; turn++)
            {
                await play.SqlAsync(OneLine(Look));
                Assert.Equal(Here, play.Trace.Text("it", "seen"));
            }
        }

        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={pooler.Port};Username=postgres;Database={database};SSL Mode=Disable;No Reset On Close=true;Pooling=false");
        await using var other = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Asia/Tokyo", "hex", "0"), (await AskAsync(other, "SHOW TimeZone"), await AskAsync(other, "SHOW bytea_output"), await AskAsync(other, "SHOW idle_in_transaction_session_timeout")));
    }

    private async Task<string> DatabaseAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        var lines = Foreign.Split(';', StringSplitOptions.TrimEntries).Select(set => set["SET ".Length..].Split(" = ")).Select(set => $"PERFORM set_config('{set[0]}', {(set[1].StartsWith('\'') ? set[1] : $"'{set[1]}'")}, here);");
        await scratch.Cluster.Primary.ExecuteAsync(
            $"CREATE FUNCTION set_foreign(here bool) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN {string.Join(' ', lines)} END $f$", database, "postgres", CancellationToken.None);
        return database;
    }

    private static string OneLine(string sql) => sql.ReplaceLineEndings(" ").Trim();

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
