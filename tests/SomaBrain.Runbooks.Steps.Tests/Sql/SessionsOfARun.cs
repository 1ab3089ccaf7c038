using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Effects;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>One connection for a target and database, kept and checked; others where a step asks for them; none left behind.</summary>
public sealed class SessionsOfARun(ScratchFixture scratch)
{
    private const string Pid = "sql: SELECT pg_backend_pid() AS pid";

    [Fact]
    public async Task Steps_share_one_connection_unless_they_say_otherwise()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            $"""
            - id: a
              {Pid}
            - id: b
              {Pid}
            - id: new1
              session: new
              {Pid}
            - id: new2
              session: new
              {Pid}
            - id: named1
              session: mine
              {Pid}
            - id: named2
              session: mine
              {Pid}
            - id: other
              database: postgres
              sql: SELECT pg_backend_pid() AS pid, current_database() AS name
            - assert: size(targets.db.sessions) == 3
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        string Of(string step) => play.Trace.Text(step, "pid");
        Assert.Equal(Of("a"), Of("b"));
        Assert.Equal(Of("named1"), Of("named2"));
        Assert.Equal("postgres", play.Trace.Text("other", "name"));
        Assert.Equal(5, new[] { Of("a"), Of("new1"), Of("new2"), Of("named1"), Of("other") }.Distinct().Count());
    }

    [Fact]
    public async Task A_connection_of_its_own_is_closed_after_its_step_and_the_rest_with_the_run()
    {
        var play = await PlayAsync();
        var database = play.Targets[0].Settings.Database;
        await play.StepsAsync("- session: new\n  sql: SELECT 1\n- session: new\n  on_failure: continue\n  sql: SELECT 1/0\n- session: mine\n  sql: SELECT 1\n- sql: SELECT 1\n- session: new\n  sql: CREATE TABLE t (a int)");

        Assert.Equal("2", await CountAsync(database, 2));

        await play.DisposeAsync();
        Assert.Equal("0", await CountAsync(database, 0));
    }

    [Fact]
    public async Task A_new_login_is_proven_by_a_new_connection()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- id: kept\n  sql: SELECT current_setting('work_mem') AS w\n- sql: ALTER DATABASE {{ targets.db.database | ident }} SET work_mem = '77MB'\n- id: fresh\n  session: new\n  sql: SELECT current_setting('work_mem') AS w");

        Assert.Equal((ExitCode.Done, "77MB"), (end.ExitCode, play.Trace.Text("fresh", "w")));
        Assert.NotEqual("77MB", play.Trace.Text("kept", "w"));
    }

    [Fact]
    public async Task Another_server_behind_the_same_address_is_refused()
    {
        // from no template: a copy of it would have the same system identifier
        await using var second = await ScratchCluster.StartAsync(
            new() { StateDirectory = ScratchFixture.StateDirectory, Content = ScratchContent.Empty, UseTemplate = false }, CancellationToken.None);
        await using var relay = new Relay(scratch.Cluster.Host, scratch.Cluster.Port);
        await using var play = new SqlPlay(relay.ConnectionString("postgres"));
        Assert.Equal(ExitCode.Done, (await play.StepsAsync("- sql: SELECT 1")).ExitCode);

        relay.Upstream = Path.Combine(second.Primary.Host, $".s.PGSQL.{second.Primary.Port}");
        var end = await play.StepsAsync("- session: new\n  sql: SELECT 1");

        Assert.Equal("RB663", end.Problems[0].Code);
    }

    [Fact]
    public async Task Two_targets_are_two_servers()
    {
        await using var play = await PlayAsync();
        play.Bind("other", scratch.Cluster.Primary.ConnectionStringFor("postgres"));

        var end = await play.StepsAsync("- sql: SELECT 1\n- on: other\n  sql: SELECT 1", "targets: { db: {}, other: {} }");

        Assert.Equal("RB665", end.Problems[0].Code);
    }

    [Fact]
    public async Task A_standby_is_read_and_not_written_in_a_transaction()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Standby, "postgres");

        var end = await play.StepsAsync("- id: it\n  sql: SELECT pg_is_in_recovery() AS r\n- id: write\n  on_failure: continue\n  sql: INSERT INTO t VALUES (1)\n- transaction: false\n  sql: SELECT pg_wal_replay_pause()\n- transaction: false\n  sql: SELECT pg_wal_replay_resume()");

        Assert.Equal(("t", "RB458"), (play.Trace.Text("it", "r"), end.Problems[0].Code));
        Assert.Single(end.Problems);
        Assert.Empty(play.Journal.Of<Journaling.Events.JournalEvent.TransactionBegun>());
    }

    [Theory]
    [InlineData(1000, 1000, null)]
    [InlineData(1500, 1001, "… 500 more notices were not kept")]
    public async Task Notices_are_kept_up_to_a_limit_and_the_rest_is_counted(int raised, int kept, string? last)
    {
        await using var play = await PlayAsync();

        await play.StepsAsync($"- id: it\n  sql: DO $$ BEGIN FOR i IN 1..{raised} LOOP RAISE NOTICE 'n%', i; END LOOP; END $$");

        var notices = Assert.IsType<Value.List>(play.Trace.Result("it")["notices"]).Items;
        Assert.Equal((kept, "n1"), (notices.Length, ValueText.Of(notices[0])));
        Assert.Equal(last ?? "n1000", ValueText.Of(notices[^1]));
    }

    [Fact]
    public async Task A_warning_is_told_from_a_notice()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- id: it\n  sql: DO $$ BEGIN RAISE WARNING 'w'; RAISE NOTICE 'n'; RAISE INFO 'i'; END $$");

        Assert.Equal(["WARNING: w", "n", "i"], Assert.IsType<Value.List>(play.Trace.Result("it")["notices"]).Items.Select(ValueText.Of));
    }

    [Fact]
    public async Task A_warning_behind_more_notices_than_are_kept_is_kept()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- id: it\n  sql: DO $$ BEGIN FOR i IN 1..1500 LOOP RAISE NOTICE 'n%', i; END LOOP; RAISE WARNING 'w'; END $$");

        Assert.Equal(["WARNING: w", "… 500 more notices were not kept"], Assert.IsType<Value.List>(play.Trace.Result("it")["notices"]).Items[^2..].Select(ValueText.Of));
    }

    [Fact]
    public async Task A_notice_belongs_to_the_step_that_caused_it()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- id: loud\n  sql: DO $$ BEGIN RAISE NOTICE 'x'; END $$\n- id: it\n  sql: SELECT 1");

        Assert.Empty(Assert.IsType<Value.List>(play.Trace.Result("it")["notices"]).Items);
    }

    private async Task<string> CountAsync(string database, int expected)
    {
        await using var watcher = await scratch.OpenAsync("postgres");
        for (var tries = 0; ; tries++)
        {
            await using var command = new Npgsql.NpgsqlCommand("SELECT count(*)::text FROM pg_stat_activity WHERE datname = $1", watcher) { Parameters = { new() { Value = database } } };
            var found = (string)(await command.ExecuteScalarAsync())!;
            if (found == $"{expected}" || tries == 50)
            {
                return found;
            }

            await Task.Delay(20); // a server takes its time to see that a client has gone
        }
    }

    private async Task<SqlPlay> PlayAsync() => new(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
}
