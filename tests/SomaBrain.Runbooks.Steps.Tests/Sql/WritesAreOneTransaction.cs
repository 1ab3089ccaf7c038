using Npgsql;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A write happens as a whole or not at all, and the journal knows of it before it begins.</summary>
public sealed class WritesAreOneTransaction(ScratchFixture scratch)
{
    private const string Tables = """
        CREATE TABLE t (a int); CREATE SEQUENCE s; CREATE SEQUENCE tries;
        CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
        CREATE FUNCTION flaky(failures int, state text) RETURNS int LANGUAGE plpgsql AS 'DECLARE n int := nextval(''tries''); BEGIN IF n <= failures THEN RAISE EXCEPTION ''not yet'' USING ERRCODE = state; END IF; RETURN n; END';
        """;

    [Fact]
    public async Task The_transaction_is_on_disk_before_its_first_statement()
    {
        await using var play = await PlayAsync();
        await using var watcher = await scratch.OpenAsync(Database(play));
        var seen = "";
        play.Journal.Before = what =>
        {
            if (what is JournalEvent.TransactionBegun begun)
            {
                seen = $"{Ask(watcher, "SELECT is_called::text FROM s")} {Ask(watcher, $"SELECT state FROM pg_stat_activity WHERE pid = {begun.Pid}")} {Ask(watcher, $"SELECT pg_xact_status('{begun.Xid}'::xid8)")}";
            }
        };

        await play.SqlAsync("INSERT INTO t SELECT nextval('s')");

        Assert.Equal("false idle in transaction in progress", seen);
        var kinds = play.Journal.Events.Select(one => (one.Event.GetType().Name, one.Durability)).ToList();
        Assert.Equal([(nameof(JournalEvent.StepIntent), Durability.Buffered), (nameof(JournalEvent.TransactionBegun), Durability.Flushed), (nameof(JournalEvent.CommitSent), Durability.Buffered), (nameof(JournalEvent.StepOutcome), Durability.Flushed)], kinds);
        var recorded = Assert.Single(play.Journal.Of<JournalEvent.TransactionBegun>());
        Assert.Equal("committed", Ask(watcher, $"SELECT pg_xact_status('{recorded.Xid}'::xid8)"));
        Assert.Equal("1", Ask(watcher, $"SELECT count(*)::text FROM t WHERE xmin::text = '{recorded.Xid}'"));
    }

    public static TheoryData<Exception> JournalFaults => [new JournalUnwritable("disk full", null), new IOException("disk full"), new InvalidOperationException("a line too long"), new ObjectDisposedException("journal")];

    [Theory]
    [MemberData(nameof(JournalFaults))]
    public async Task A_journal_that_cannot_be_written_means_that_nothing_is_executed(Exception fault)
    {
        await using var play = await PlayAsync();
        var broken = false;
        play.Journal.Before = what =>
        {
            broken |= what is JournalEvent.TransactionBegun; // and stays so, as the real one does
            if (broken)
            {
                throw fault;
            }
        };

        // the loop ends the run itself where the journal says that it is lost; anything else is our own mistake, and not hidden
        var run = () => play.StepsAsync("- on_failure: continue\n  retry: { times: 3, delay: 1ms }\n  sql: INSERT INTO t SELECT nextval('s')\n- sql: INSERT INTO t VALUES (2)");
        if (fault is JournalUnwritable)
        {
            Assert.NotEqual(ExitCode.Done, (await run()).ExitCode);
        }
        else
        {
            await Assert.ThrowsAsync(fault.GetType(), run);
        }

        await using var watcher = await scratch.OpenAsync(Database(play));
        Assert.Equal("0 false", Ask(watcher, "SELECT (SELECT count(*) FROM t) || ' ' || (SELECT is_called FROM s)"));
        Assert.Equal("0", Ask(watcher, "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND (xact_start IS NOT NULL OR backend_xid IS NOT NULL)"));
    }

    [Theory]
    [InlineData("affected: 1", "INSERT INTO t VALUES (1), (2)", "RB434", 0)]
    [InlineData("affected: \"0..1\"", "INSERT INTO t VALUES (1), (2)", "RB434", 0)]
    [InlineData("affected: \"3..\"", "INSERT INTO t VALUES (1), (2)", "RB434", 0)]
    [InlineData("rows: 1", "INSERT INTO t VALUES (1), (2) RETURNING a", "RB434", 0)]
    [InlineData("rows: 0", "INSERT INTO t VALUES (1), (2) RETURNING a", "RB434", 0)]
    [InlineData("affected: 2", "INSERT INTO t VALUES (1), (2)", null, 2)]
    [InlineData("affected: \"{{ params.n }}\"", "INSERT INTO t VALUES (1), (2)", null, 2)]
    [InlineData("affected: \"0..{{ params.n }}\"", "INSERT INTO t VALUES (1), (2), (3)", "RB434", 0)]
    [InlineData("affected: 1", "INSERT INTO t VALUES (1), (2);\nINSERT INTO t VALUES (3)", null, 3)]
    [InlineData("affected: \"{{ params.n }}\"", "INSERT INTO t VALUES (1), (2);\nSELECT 1", "RB434", 0)]
    public async Task A_contract_is_checked_before_commit(string contract, string sql, string? code, int rows)
    {
        await using var play = await PlayAsync();

        var outcome = await play.SqlAsync(sql, contract, "params:\n  n: { type: integer, default: 2 }");

        Assert.Equal(code, (outcome as Outcome.Failed)?.Why.Code);
        Assert.Equal(code is null ? Changed.Yes : Changed.None, ChangedOf(outcome));
        await play.SqlAsync("SELECT count(*) AS n FROM t");
        Assert.Equal($"{rows}", play.Trace.Text("it", "n"));
    }

    [Fact]
    public async Task A_deferred_constraint_fails_the_step_at_commit_and_nothing_is_changed()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- id: it\n  sql: INSERT INTO t VALUES (1); INSERT INTO child VALUES (7)");

        var failed = Assert.IsType<Outcome.Failed>(play.Trace["it"]);
        Assert.Equal(("23503", Changed.None, ExitCode.Failed), (failed.Why.SqlState, failed.Changed, end.ExitCode));
        await play.SqlAsync("SELECT count(*) AS n FROM t");
        Assert.Equal("0", play.Trace.Text("it", "n"));
    }

    [Theory]
    [InlineData("UPDATE t SET a = 1 WHERE a = 99", Changed.None)]
    [InlineData("DELETE FROM t WHERE a = 99", Changed.None)]
    [InlineData("INSERT INTO t SELECT 1 WHERE false", Changed.None)]
    [InlineData("INSERT INTO parent VALUES (0) ON CONFLICT DO NOTHING", Changed.None)]
    [InlineData("MERGE INTO t USING (SELECT 99 AS a) n ON t.a = n.a WHEN MATCHED THEN DELETE", Changed.None)]
    [InlineData("UPDATE t SET a = 1 WHERE a = 5", Changed.Yes)]
    [InlineData("WITH d AS (DELETE FROM t WHERE a = 5 RETURNING a) UPDATE t SET a = 1 WHERE a = 99", Changed.Yes)]
    [InlineData("INSERT INTO t VALUES (6);\nUPDATE t SET a = 1 WHERE a = 99", Changed.Yes)]
    [InlineData("CREATE TABLE n (a int)", Changed.Yes)]
    [InlineData("SELECT nextval('s')", Changed.Yes)]
    [InlineData("UPDATE t SET a = nextval('s') WHERE false", Changed.Yes)]
    public async Task A_write_that_found_nothing_to_do_has_changed_nothing(string sql, Changed changed)
    {
        await using var play = await PlayAsync();
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t VALUES (5); INSERT INTO parent VALUES (0)", Database(play), "postgres", CancellationToken.None);

        Assert.Equal(changed, ChangedOf(await play.SqlAsync(sql)));
    }

    [Theory]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid())", "57P01")]
    [InlineData("SELECT 1/0", "22012")]
    [InlineData("SELECT nosuch", "42703")]
    public async Task What_fails_before_commit_has_changed_nothing(string second, string state)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  on_failure: continue\n  sql: INSERT INTO t VALUES (1); {second}\n- id: after\n  sql: SELECT count(*) AS n FROM t");

        var failed = Assert.IsType<Outcome.Failed>(play.Trace["it"]);
        Assert.Equal((state, Changed.None, ExitCode.Failed), (failed.Why.SqlState, failed.Changed, end.ExitCode));
        Assert.Equal("0", play.Trace.Text("after", "n"));
    }

    [Fact]
    public async Task A_cancelled_write_is_rolled_back()
    {
        await using var play = await PlayAsync();
        play.Journal.Before = what =>
        {
            if (what is JournalEvent.TransactionBegun)
            {
                play.Control.Request();
                _ = Task.Run(async () =>
                {
                    await using var watcher = await scratch.OpenAsync(Database(play));
                    while (Ask(watcher, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()") == "0")
                    {
                        await Task.Delay(20);
                    }

                    play.Control.Request();
                });
            }
        };

        var end = await play.StepsAsync("- id: it\n  sql: INSERT INTO t VALUES (1); SELECT pg_sleep(60)");

        Assert.IsType<Outcome.Interrupted>(play.Trace["it"]);
        Assert.Equal((ExitCode.Aborted, Changed.None), (end.ExitCode, end.Changed));
        await using var after = await scratch.OpenAsync(Database(play));
        Assert.Equal("0", Ask(after, "SELECT count(*)::text FROM t"));
        Assert.Equal("0", Ask(after, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"));
    }

    [Theory]
    [InlineData("statement_timeout: 50ms", "57014")]
    [InlineData("timeout: 50ms", null)]
    public async Task A_write_that_takes_too_long_is_rolled_back(string option, string? state)
    {
        await using var play = await PlayAsync();

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("INSERT INTO t VALUES (1);\nSELECT pg_sleep(60)", option));

        Assert.True(failed.Why.SqlState == state || (state is null && failed.Why.SqlState == "57014"), failed.Why.Message);
        await play.SqlAsync("SELECT count(*) AS n FROM t");
        Assert.Equal("0", play.Trace.Text("it", "n"));
    }

    [Fact]
    public async Task A_lock_is_waited_for_no_longer_than_said()
    {
        await using var play = await PlayAsync();
        await using var holder = await scratch.OpenAsync(Database(play));
        Ask(holder, "BEGIN; LOCK TABLE t; SELECT 'held'");

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("INSERT INTO t VALUES (1)", "lock_timeout: 50ms"));

        Assert.Equal(("55P03", Changed.None), (failed.Why.SqlState, failed.Changed));
    }

    [Theory]
    [InlineData("40001", "[\"40001\", \"40P01\"]", 2, 3, true)]
    [InlineData("40P01", "[\"40\"]", 3, 4, true)]
    [InlineData("40001", "[\"40\"]", 9, 4, false)]
    [InlineData("23505", "[\"40\"]", 1, 1, false)]
    public async Task A_retry_is_a_transaction_of_its_own(string state, string on, int failures, int transactions, bool succeeds)
    {
        await using var play = await PlayAsync();

        var outcome = await play.SqlAsync($"INSERT INTO t VALUES (1);\nSELECT flaky({failures}, '{state}')", $"retry: {{ times: 3, delay: 1ms, on: {on} }}");

        Assert.Equal(succeeds, outcome is Outcome.Succeeded);
        var begun = play.Journal.Of<JournalEvent.TransactionBegun>().ToList();
        Assert.Equal(Enumerable.Range(1, transactions), begun.Select(one => one.Attempt));
        Assert.Equal(transactions, begun.Select(one => one.Xid).Distinct().Count());
        await play.SqlAsync("SELECT count(*) AS n FROM t");
        Assert.Equal(succeeds ? "1" : "0", play.Trace.Text("it", "n"));
    }

    [Theory]
    [InlineData("VACUUM t")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)")]
    [InlineData("ALTER SYSTEM SET log_min_messages = 'warning'")]
    [InlineData("CREATE DATABASE {db}_made")]
    public async Task A_statement_outside_a_transaction_leaves_no_setting_behind(string sql)
    {
        await using var play = await PlayAsync();
        await play.SqlAsync("SELECT 1");

        foreach (var option in new[] { "", ", session: mine" })
        {
            var before = await SettingsAsync(option);
            var outcome = await play.SqlAsync(sql.Replace("{db}", Database(play) + (option.Length > 0 ? "2" : ""), StringComparison.Ordinal).Replace("i ON", option.Length > 0 ? "i2 ON" : "i ON", StringComparison.Ordinal), $"statement_timeout: 77s\n  transaction: false{option.Replace(", ", "\n  ", StringComparison.Ordinal)}");

            Assert.Equal(Changed.Yes, ChangedOf(outcome));
            Assert.Equal(before, await SettingsAsync(option));
        }

        await scratch.Cluster.Primary.ExecuteAsync("ALTER SYSTEM RESET log_min_messages", "postgres", "postgres", CancellationToken.None);

        async Task<string?> SettingsAsync(string option) =>
            Ask((await play.Sessions.OpenAsync("db", null, option.Length > 0 ? "mine" : null, CancellationToken.None)).Session!.Connection, Settings);
    }

    [Fact]
    public async Task A_failure_outside_a_transaction_may_have_changed_something()
    {
        await using var play = await PlayAsync();
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t VALUES (1), (1)", Database(play), "postgres", CancellationToken.None);

        var end = await play.StepsAsync("- id: it\n  transaction: false\n  sql: CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)");

        var failed = Assert.IsType<Outcome.Failed>(play.Trace["it"]);
        Assert.Equal(("23505", Changed.Unknown, ExitCode.FailedAfterChange), (failed.Why.SqlState, failed.Changed, end.ExitCode));
        await play.SqlAsync("SELECT indisvalid AS v FROM pg_index WHERE indexrelid = 'u'::regclass");
        Assert.Equal("f", play.Trace.Text("it", "v")); // something was left indeed
    }

    [Fact]
    public async Task A_step_leaves_nothing_in_the_kept_session_but_shares_a_named_one()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync(
            """
            - sql: CREATE TEMP TABLE mine (a int); SET work_mem = '77MB'; PREPARE p AS SELECT 1; SELECT pg_advisory_lock(7)
            - sql: CREATE TEMP TABLE mine (a int); INSERT INTO mine VALUES (1)
              session: together
            - id: kept
              sql: SELECT to_regclass('pg_temp.mine') IS NULL AS gone, current_setting('work_mem') AS w, (SELECT count(*) FROM pg_prepared_statements) AS p, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS l
            - id: named
              session: together
              sql: SELECT count(*) AS n FROM mine
            """);

        Assert.Equal(("t", "0", "0", "1"), (play.Trace.Text("kept", "gone"), play.Trace.Text("kept", "p"), play.Trace.Text("kept", "l"), play.Trace.Text("named", "n")));
        Assert.NotEqual("77MB", play.Trace.Text("kept", "w"));
    }

    private const string Settings = "SELECT md5(string_agg(name || '=' || coalesce(setting, ''), ',' ORDER BY name)) FROM pg_settings WHERE name NOT LIKE 'log\\_%'";

    private static Changed? ChangedOf(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded succeeded => succeeded.Changed,
        Outcome.Failed failed => failed.Changed,
        _ => null,
    };

    private static string Database(SqlPlay play) => play.Targets[0].Settings.Database;
    private static string? Ask(NpgsqlConnection connection, string sql) => (string?)new NpgsqlCommand(sql, connection).ExecuteScalar();

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(Tables, database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
