using Npgsql;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A connection that is cut, through a relay of the test; and what a step costs on it.</summary>
public sealed class LinesThatBreak(ScratchFixture scratch)
{
    [Theory]
    [InlineData("Before", "0")]
    [InlineData("Answer", "1")]
    public async Task A_commit_whose_answer_is_lost_is_in_doubt_whatever_became_of_it(string cut, string rows)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", database, "postgres", CancellationToken.None);
        await using var relay = new Relay(scratch.Cluster.Host, scratch.Cluster.Port) { Fault = ("\0COMMIT\0", Enum.Parse<Relay.Cut>(cut)) };
        await using var play = new SqlPlay(relay.ConnectionString(database));

        var end = await play.StepsAsync("- id: it\n  on_failure: continue\n  sql: INSERT INTO t VALUES (1)\n- id: after\n  sql: SELECT 1");

        Assert.IsType<Outcome.InDoubt>(play.Trace["it"]);
        Assert.Equal((ExitCode.InDoubt, Changed.Unknown), (end.ExitCode, end.Changed));
        Assert.False(play.Trace.Has("after"));
        await using var watcher = await scratch.OpenAsync(database);
        Assert.Equal(rows, await SettledAsync(watcher));
    }

    [Fact]
    public async Task A_write_whose_line_is_cut_before_commit_has_changed_nothing()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", database, "postgres", CancellationToken.None);
        await using var relay = new Relay(scratch.Cluster.Host, scratch.Cluster.Port) { Fault = ("INSERT", Relay.Cut.Answer) };
        await using var play = new SqlPlay(relay.ConnectionString(database));

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("INSERT INTO t VALUES (1)"));

        Assert.Equal(("RB431", "08006", Changed.None), (failed.Why.Code, failed.Why.SqlState, failed.Changed));
        await using var watcher = await scratch.OpenAsync(database);
        Assert.Equal("0", await SettledAsync(watcher));
    }

    [Fact]
    public async Task A_reading_step_is_one_round_trip()
    {
        await using var relay = new Relay(scratch.Cluster.Host, scratch.Cluster.Port);
        await using var play = new SqlPlay(relay.ConnectionString("postgres"));
        await play.SqlAsync("SELECT 1");
        var before = relay.RoundTrips;

        await play.StepsAsync(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"- sql: SELECT {i} AS a; SELECT {i} AS b")));

        // a busy machine may leave the session idle for so long that it is asked once whether it is still there
        Assert.InRange(relay.RoundTrips - before, 20, 22);
    }

    /// <summary>When no session is in a transaction any more: what became of the last one.</summary>
    private static async Task<string?> SettledAsync(NpgsqlConnection watcher)
    {
        await using var busy = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL", watcher);
        while (await busy.ExecuteScalarAsync() is not 0L)
        {
            await Task.Delay(20);
        }

        await using var command = new NpgsqlCommand("SELECT count(*)::text FROM t", watcher);
        return (string?)await command.ExecuteScalarAsync();
    }
}
