using Npgsql;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What lint does not see, because a function of the database does it, the server must stop.</summary>
public sealed class ReadOnlyCannotBeLeft(ScratchFixture scratch)
{
    private const string Victim = """
        CREATE TABLE victim (a int); INSERT INTO victim VALUES (1), (2); CREATE SEQUENCE s; CREATE MATERIALIZED VIEW mv AS SELECT * FROM victim; CREATE INDEX i ON victim (a);
        CREATE FUNCTION f_exec(q text) RETURNS text LANGUAGE plpgsql AS 'BEGIN EXECUTE q; RETURN ''done''; END';
        CREATE FUNCTION f_try(q text) RETURNS text LANGUAGE plpgsql AS 'BEGIN EXECUTE q; RETURN ''done''; EXCEPTION WHEN OTHERS THEN RETURN SQLERRM; END';
        CREATE FUNCTION f_planned(q text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN EXECUTE q; RETURN ''done''; END';
        CREATE FUNCTION f_set(q text) RETURNS text LANGUAGE plpgsql SET transaction_read_only = off AS 'BEGIN EXECUTE q; RETURN ''done''; END';
        """;

    /// <summary>Of what all databases share, only what the attempts would change: other tests are at work in the cluster.</summary>
    private const string State = """
        SELECT (SELECT string_agg(a::text, ',' ORDER BY a) FROM victim) || '|' || (SELECT last_value || is_called::text FROM s) || '|' || (SELECT count(*) || md5(string_agg(relname, ',' ORDER BY oid)) FROM pg_class)
          || '|' || (SELECT count(*) FROM pg_authid WHERE rolname = 'evil') || '|' || (SELECT count(*) FROM pg_largeobject_metadata) || '|' || (SELECT count(*) FROM pg_description WHERE classoid = 'pg_class'::regclass)
          || '|' || (SELECT count(*) FROM pg_db_role_setting WHERE setrole = 'postgres'::regrole OR setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())) || '|' || (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()) || '|' || coalesce((SELECT relacl::text FROM pg_class WHERE oid = 'victim'::regclass), '')
        """;

    private const string Session = """
        SELECT md5(string_agg(name || '=' || coalesce(setting, ''), ',' ORDER BY name)) || '|' || current_user || session_user || '|' || (SELECT count(*) FROM pg_prepared_statements) || (SELECT count(*) FROM pg_cursors WHERE is_holdable)
          || (SELECT count(*) FROM pg_listening_channels()) || (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') || (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()) FROM pg_settings
        """;

    private static readonly string[] Attempts =
    [
        "INSERT INTO victim VALUES (3)", "UPDATE victim SET a = 9", "DELETE FROM victim", "TRUNCATE victim", "DROP TABLE victim", "CREATE TABLE n (a int)", "ALTER TABLE victim ADD b int", "CREATE INDEX ON victim (a)", "COMMENT ON TABLE victim IS 'x'",
        "GRANT ALL ON victim TO PUBLIC", "SELECT nextval('s')", "SELECT setval('s', 99)", "SELECT * FROM victim FOR UPDATE", "LOCK TABLE victim IN ACCESS EXCLUSIVE MODE", "COPY victim FROM PROGRAM 'echo 5'", "CREATE ROLE evil", "ALTER ROLE postgres SET work_mem = '1MB'",
        "ALTER SYSTEM SET work_mem = '1MB'", "VACUUM victim", "SET TRANSACTION READ WRITE", "SET transaction_read_only = off", "SET LOCAL transaction_read_only = off", "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "SET default_transaction_read_only = off",
        "SELECT set_config('transaction_read_only', 'off', false)", "SELECT set_config('transaction_read_only', 'off', true)", "RESET transaction_read_only", "RESET ALL", "BEGIN", "COMMIT", "ROLLBACK", "PREPARE TRANSACTION 'x'", "SAVEPOINT x", "NOTIFY x", "LISTEN x",
        "REFRESH MATERIALIZED VIEW mv", "REINDEX TABLE victim", "CLUSTER victim USING i", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT pg_advisory_lock(1)", "SELECT pg_advisory_lock_shared(2, 3)", "SET work_mem = '77MB'", "SET search_path = 'nowhere'",
        "SET ROLE pg_monitor", "SET SESSION AUTHORIZATION pg_monitor", "SET session_replication_role = replica", "SET statement_timeout = 1", "SET application_name = 'innocent'", "CREATE TEMP TABLE t AS SELECT 1", "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "PREPARE p AS SELECT 1", "ANALYZE victim",
        "DO 'BEGIN INSERT INTO victim VALUES (4); END'", "DO 'BEGIN COMMIT; END'", "WITH d AS (DELETE FROM victim RETURNING a) SELECT * FROM d", "EXPLAIN ANALYZE DELETE FROM victim", "SELECT query_to_xml('INSERT INTO victim VALUES (6)', true, false, '')", "SELECT 1 INTO n", "CREATE EXTENSION dblink",
    ];

    [Fact]
    public async Task No_attempt_to_write_in_a_reading_step_changes_the_database_or_the_session()
    {
        Assert.True(Attempts.Length >= 30);
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(Victim, database, "postgres", CancellationToken.None);
        await using var watcher = await scratch.OpenAsync(database);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        await play.SqlAsync("SELECT f_exec('SELECT 1')"); // loads plpgsql, which has settings of its own
        var database0 = await AskAsync(watcher, State);
        var session0 = await AskAsync((await play.Sessions.OpenAsync("db", null, null, CancellationToken.None)).Session!.Connection, Session);
        List<string> escaped = [];
        foreach (var attempt in Attempts.SelectMany(Forms))
        {
            var outcome = await play.SqlAsync(attempt, "effect: read");

            Assert.True(outcome is Outcome.Succeeded or Outcome.Failed { Why.Code: "RB430" }, $"{attempt}: {outcome}");
            var session = (await play.Sessions.OpenAsync("db", null, null, CancellationToken.None)).Session!;
            if (await AskAsync(watcher, State) is var now && now != database0)
            {
                escaped.Add($"{attempt}: database {now}");
                database0 = now;
            }

            if (await AskAsync(session.Connection, Session) != session0)
            {
                escaped.Add($"{attempt}: session");
            }

            if (await AskAsync(watcher, $"SELECT state || coalesce(backend_xid::text, '') || coalesce(xact_start::text, '') || application_name FROM pg_stat_activity WHERE pid = {session.Connection.ProcessID}") is var idle && idle != "idlerunbook")
            {
                escaped.Add($"{attempt}: {idle}");
            }
        }

        Assert.True(escaped.Count == 0, $"{escaped.Count} of them:\n{string.Join('\n', escaped.Take(6))}");
    }

    [Fact]
    public async Task A_step_shows_its_run_and_itself_while_it_works()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        await play.StepsAsync(
            """
            - id: named
              timeout: 7s
              lock_timeout: 3s
              sql: SELECT current_setting('application_name') AS app, current_setting('statement_timeout') AS st, current_setting('lock_timeout') AS lt, current_setting('transaction_read_only') AS ro, current_setting('TimeZone') AS tz
            - id: write
              effect: write
              statement_timeout: 9s
              sql: SELECT current_setting('application_name') AS app, current_setting('statement_timeout') AS st, current_setting('lock_timeout') AS lt, current_setting('transaction_read_only') AS ro, current_setting('TimeZone') AS tz
            - id: again
              sql: SELECT current_setting('application_name') AS app, current_setting('statement_timeout') AS st, current_setting('lock_timeout') AS lt, current_setting('transaction_read_only') AS ro, current_setting('TimeZone') AS tz
            - branch:
                - when: "true"
                  steps:
                    - effect: write
                      sql: SET work_mem = '77MB'
            """);

        Assert.Equal(("runbook/abcd1234/named", "7s", "3s", "on", "UTC"), Seen("named"));
        Assert.Equal(("runbook/abcd1234/write", "9s", "5s", "off", "UTC"), Seen("write"));
        Assert.Equal(("runbook/abcd1234/again", "0", "5s", "on", "UTC"), Seen("again"));
        await play.SqlAsync("SELECT current_setting('work_mem') AS w");
        Assert.NotEqual("77MB", play.Trace.Text("it", "w"));

        (string, string, string, string, string) Seen(string step) =>
            (play.Trace.Text(step, "app"), play.Trace.Text(step, "st"), play.Trace.Text(step, "lt"), play.Trace.Text(step, "ro"), play.Trace.Text(step, "tz"));
    }

    [Fact]
    public async Task The_servers_own_guard_stays_where_the_playbook_sets_none()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync($"ALTER DATABASE {database} SET statement_timeout = '31s'", database, "postgres", CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);

        await play.SqlAsync("SELECT current_setting('statement_timeout') AS st");

        Assert.Equal("31s", play.Trace.Text("it", "st"));
    }

    private static IEnumerable<string> Forms(string attempt)
    {
        var quoted = $"$q${attempt}$q$";
        yield return $"SELECT f_exec({quoted})";
        yield return $"SELECT f_try({quoted})";
        yield return $"SELECT f_set({quoted})";
        yield return $"SELECT f_planned('SET TRANSACTION READ WRITE'), f_planned({quoted}) AS b";
        yield return $"SELECT f_try('SET TRANSACTION READ WRITE') AS a, f_try('SET LOCAL transaction_read_only = off') AS b, f_try({quoted}) AS c";
        yield return $"SELECT f_try('SELECT set_config(''transaction_read_only'', ''off'', false)');\nSELECT f_try({quoted})";
    }

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
