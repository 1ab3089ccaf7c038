using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>The server describes the writes of a plan without running them, and what it refuses is not held for simulated.</summary>
public sealed class PlanningWrites(ScratchFixture scratch)
{
    private const string Schema = """
        CREATE TABLE t (id int PRIMARY KEY, n int, g int GENERATED ALWAYS AS (n * 2) STORED, at timestamptz);
        INSERT INTO t (id, n) VALUES (1, 1);
        CREATE TABLE seen (x int);
        CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN INSERT INTO seen VALUES (1); RETURN 1; END $$;
        CREATE PROCEDURE makes() LANGUAGE sql AS 'CREATE TABLE late (x int)';
        """;

    private const string Grammar = "the server looked at its grammar only";

    [Theory]
    [InlineData("UPDATE t SET nope = 1 WHERE id = 1", "42703")]
    [InlineData("INSERT INTO missing VALUES (1)", "42P01")]
    [InlineData("UPDATE t SET g = 1 WHERE id = 1", "428C9")]
    [InlineData("UPDATE t SET n = 'abc' WHERE id = 1", "22P02")]
    [InlineData("UPDATE t SET n = now() WHERE id = 1", "42804")]
    [InlineData("MERGE INTO t USING nowhere s ON s.id = t.id WHEN MATCHED THEN DO NOTHING", "42P01")]
    [InlineData("SELECT nofunc(1) FROM t FOR UPDATE", "42883")]
    [InlineData("SELCT 1", "42601")]
    [InlineData("CREATE TABLE {{ run.id }} (a int)", "42601")]
    [InlineData("DELETE FROM t WHERE id = 1; CREATE TABLE x (); SELCT 1", "42601")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM missing WHERE id = 1", "42P01")]
    public async Task What_can_never_succeed_ends_the_plan(string sql, string state)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: it\n  sql: \"{sql}\"\n- note: x");

        Assert.Equal((ExitCode.Failed, Grade.NotSimulated, "RB430", state), (plan.ExitCode, plan.Steps[0].Grade, plan.Steps[0].Problem?.Code, plan.Steps[0].Problem?.SqlState));
        Assert.NotNull(plan.Steps[0].Problem!.Span);
        Assert.Same(plan.Steps[0], plan.Decisive);
    }

    [Theory]
    [InlineData("UPDATE t SET n = writes() WHERE id = {{ 1 }}", null)]
    [InlineData("INSERT INTO t (id, n) VALUES ({{ 2 }}, {{ '3' }})", null)]
    [InlineData("UPDATE t SET n = n WHERE {{ null }} IS NULL AND id = 1", null)]
    [InlineData("WITH gone AS (DELETE FROM t WHERE id = 1 RETURNING *) INSERT INTO seen SELECT n FROM gone", null)]
    [InlineData("DELETE FROM seen WHERE x = 1; DELETE FROM t WHERE id = 1", null)]
    [InlineData("SELECT n FROM t FOR UPDATE", null)]
    [InlineData("ALTER TABLE missing ADD x int", Grammar)]
    [InlineData("CREATE TEMP TABLE ids AS SELECT 1 AS id; DELETE FROM t USING ids WHERE ids.id = t.id", Grammar)]
    [InlineData("DO 'BEGIN END'; DELETE FROM missing WHERE id = 1", Grammar)]
    public async Task What_the_server_understands_is_checked_and_nothing_of_it_runs(string sql, string? reason)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- sql: \"{sql}\"");

        Assert.Equal((ExitCode.Done, Grade.Checked, reason), (plan.ExitCode, plan.Steps[0].Grade, plan.Steps[0].Reason));
        await play.StepsAsync("- id: it\n  sql: SELECT (SELECT count(*) FROM seen) AS seen, n FROM t");
        Assert.Equal(("0", "1"), (play.Trace.Text("it", "seen"), play.Trace.Text("it", "n")));
    }

    [Theory]
    [InlineData("sql: CREATE TABLE late (x int)", "late")]
    [InlineData("sql: DO 'BEGIN END'", "late")]
    [InlineData("sql: ALTER TABLE t ADD late int", "t (late)")]
    [InlineData("effect: write\n  shell: [psql, -c, CREATE TABLE late ()]", "late")]
    [InlineData("transaction: false\n  sql: CALL makes()", "late")]
    public async Task What_an_earlier_step_may_make_is_only_told(string earlier, string into)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: earlier\n  {earlier}\n- id: it\n  sql: INSERT INTO {into} VALUES (1)\n- sql: DELETE FROM seen WHERE x = 1");

        Assert.Equal((ExitCode.Done, Grade.NotSimulated), (plan.ExitCode, plan.Steps[1].Grade));
        Assert.StartsWith("step earlier was not run; without it: the server says: ", plan.Steps[1].Reason, StringComparison.Ordinal);
        Assert.Equal(Grade.Checked, plan.Steps[2].Grade);
    }

    [Fact]
    public async Task One_text_is_asked_once_for_each_type_of_its_values_and_each_way_of_sending_it()
    {
        var role = $"reads_{Guid.NewGuid():N}";
        await using var play = await PlayAsync($"CREATE ROLE {role} LOGIN; ALTER ROLE {role} SET default_transaction_read_only = on; ALTER TABLE t OWNER TO {role};", role);

        var typed = await play.PlanAsync("- for_each: \"['2026-01-01', 5]\"\n  on_failure: continue\n  sql: UPDATE t SET at = {{ item }} WHERE id = 1");
        Assert.Equal([null, "42804"], typed.Steps.Select(step => step.Problem?.SqlState));

        var outside = await play.PlanAsync("- sql: DELETE FROM t WHERE id = 1\n- sql: DELETE FROM t WHERE id = 1\n  transaction: false");
        Assert.Equal([null, "25006"], outside.Steps.Select(step => step.Problem?.SqlState));
    }

    [Fact]
    public async Task Behind_what_the_server_refuses_all_is_shown_and_nothing_is_asked()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("""
            - id: it
              sql: UPDATE t SET nope = 1 WHERE id = 1
            - id: read
              sql: SELECT n FROM missing
            - database: "{{ targets.db.database }}"
              sql: DELETE FROM missing WHERE id = {{ steps.read.value }}
              affected: 1
              done_when: { sql: SELECT true FROM missing }
              undo: [{ sql: "INSERT INTO missing VALUES ({{ targets.db.port }})" }]
            """);

        Assert.Equal((ExitCode.Failed, plan.Steps[0].Key), (plan.ExitCode, plan.Decisive?.Key));
        Assert.All(plan.Steps.Skip(1), step => Assert.Equal((Grade.NotSimulated, "not reached: step it would fail", null, null), (step.Grade, step.Reason, step.Problem, step.Observed)));
        Assert.Equal(("DELETE FROM missing WHERE id = $1", "db", play.Targets[0].Settings.Database), (plan.Steps[2].Description?.Text, plan.Steps[2].On, plan.Steps[2].Database));
        var undo = Assert.Single(plan.Steps[2].Undo);
        Assert.Equal((Grade.NotSimulated, "INSERT INTO missing VALUES ($1)", true), (undo.Grade, undo.Description?.Text, undo.NotReached));
        Assert.Equal(["step read"], plan.Steps[2].Unknown);
        Assert.Equal("it is not done yet", plan.Steps[2].Condition);
    }

    [Fact]
    public async Task An_earlier_change_of_rows_makes_nothing()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("- sql: DELETE FROM seen WHERE x = 1\n- sql: INSERT INTO late VALUES (1)");

        Assert.Equal((ExitCode.Failed, "42P01"), (plan.ExitCode, plan.Steps[1].Problem?.SqlState));
    }

    [Theory]
    [InlineData("UPDATE t SET n = 1 WHERE id = 1", "may not UPDATE t")]
    [InlineData("DELETE FROM t WHERE id = 1", "may not DELETE t")]
    [InlineData("INSERT INTO t (id) VALUES (1)", "may not INSERT t")]
    [InlineData("INSERT INTO own SELECT x FROM seen", "may not SELECT seen")]
    [InlineData("INSERT INTO own SELECT id FROM t", null)]
    [InlineData("UPDATE part SET b = 1 WHERE b = 2", null)]
    [InlineData("WITH gone AS (SELECT 1 AS t) INSERT INTO own SELECT t FROM gone", null)]
    public async Task A_right_that_is_missing_is_told(string sql, string? missing)
    {
        var role = $"weak_{Guid.NewGuid():N}";
        await using var play = await PlayAsync($"CREATE ROLE {role} LOGIN; GRANT SELECT ON t TO {role}; CREATE TABLE own (x int); ALTER TABLE own OWNER TO {role}; CREATE TABLE part (a int, b int); GRANT SELECT (b), UPDATE (b) ON part TO {role};", role);

        var plan = await play.PlanAsync($"- sql: {sql}");

        Assert.Equal(missing is null ? (ExitCode.Done, null) : (ExitCode.Failed, $"the server would refuse it: `{role}` {missing} (42501)"), (plan.ExitCode, plan.Steps[0].Problem?.Message));
    }

    [Fact]
    public async Task A_lock_that_is_held_is_no_reason()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(Schema, database, "postgres", CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        await using var holder = await scratch.Cluster.Primary.OpenAsync(database, "postgres", TestContext.Current.CancellationToken);
        await using var held = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE t", holder);
        await held.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var plan = await play.PlanAsync("- sql: DELETE FROM t WHERE id = 1");

        Assert.Equal((ExitCode.Done, Grade.Checked, "not described by the server: another session holds a lock on what it names"), (plan.ExitCode, plan.Steps[0].Grade, plan.Steps[0].Reason));
    }

    [Fact]
    public async Task A_server_that_does_not_let_the_run_in_ends_the_plan_as_it_ends_the_run()
    {
        const string Steps = "- sql: DELETE FROM t WHERE id = 1\n- sql: VACUUM t\n  transaction: false";
        var database = await scratch.NewDatabaseAsync();
        (string Connection, string Code)[] cases =
        [
            (scratch.Cluster.Primary.ConnectionStringFor("not_there", "postgres"), "RB646"),
            (scratch.Cluster.Primary.ConnectionStringFor(database, "nobody_of_that_name"), "RB645"),
        ];
        foreach (var (connection, code) in cases)
        {
            await using var play = new SqlPlay(connection);
            var plan = await play.PlanAsync(Steps);
            Assert.Equal((ExitCode.Failed, Grade.NotSimulated, code), (plan.ExitCode, plan.Steps[0].Grade, plan.Steps[0].Problem?.Code));

            var started = await play.PlanAsync($"- id: start\n  effect: write\n  shell: [pg_ctl, start]\n{Steps}");
            Assert.Equal((ExitCode.Done, Grade.NotSimulated), (started.ExitCode, started.Steps[1].Grade));
            Assert.StartsWith("step start was not run; without it: ", started.Steps[1].Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_nobody_answers_the_plan_shows_all_and_says_that_it_would_fail()
    {
        const string Steps = "- sql: DELETE FROM t WHERE id = 1\n- sql: VACUUM t\n  transaction: false";
        const string Reason = "not described by a server: nobody answers there now";
        await using var play = new SqlPlay("host=/nowhere dbname=d user=u");

        var plan = await play.PlanAsync(Steps);

        Assert.Equal(ExitCode.Done, plan.ExitCode);
        Assert.Equal([(Grade.Checked, $"{Reason}: there is no socket `/nowhere/.s.PGSQL.5432`"), (Grade.Checked, Reason)], plan.Steps.Select(step => (step.Grade!.Value, step.Reason!)));
        Assert.Equal(["there is no socket `/nowhere/.s.PGSQL.5432`", null], plan.Steps.Select(step => step.WouldFail));

        var started = await play.PlanAsync($"- id: start\n  effect: write\n  shell: [pg_ctl, start]\n{Steps}");
        Assert.All(started.Steps, step => Assert.Null(step.WouldFail));
    }

    [Fact]
    public async Task Of_a_target_that_may_be_down_nothing_is_known()
    {
        await using var play = await PlayAsync();
        play.Bind("other", "host=/nowhere dbname=d user=u", mayBeDown: true);

        var plan = await play.PlanAsync("- on: other\n  sql: DELETE FROM t WHERE id = 1\n- on: other\n  sql: SELCT 1", "targets: { db: {}, other: { may_be_down: true } }");

        Assert.Equal(ExitCode.Done, plan.ExitCode);
        Assert.Equal((Grade.Checked, "not described by a server: nobody answers there now: there is no socket `/nowhere/.s.PGSQL.5432`"), (plan.Steps[0].Grade, plan.Steps[0].Reason));
        Assert.Equal((Grade.NotSimulated, "PostgreSQL's parser does not understand the statement: syntax error at or near \"SELCT\""), (plan.Steps[1].Grade, plan.Steps[1].Reason));
    }

    [Fact]
    public async Task A_plan_does_not_try_again_what_it_would_not_do()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("- timeout: 10m\n  retry: { times: 3, delay: 10m }\n  sql: DELETE FROM missing WHERE id = 1");

        Assert.Equal((ExitCode.Failed, "42P01"), (plan.ExitCode, plan.Steps[0].Problem?.SqlState));
    }

    [Theory]
    [InlineData("transaction: false\n  sql: UPDATE t SET n = 2 WHERE id = 1", true)]
    [InlineData("transaction: false\n  sql: CREATE INDEX CONCURRENTLY i ON t (n)", true)]
    [InlineData("transaction: false\n  sql: VACUUM t", false)]
    [InlineData("sql: UPDATE t SET n = 2 WHERE id = 1", false)]
    public async Task A_session_that_only_reads_is_seen(string step, bool isRefused)
    {
        var role = $"reader_{Guid.NewGuid():N}";
        await using var play = await PlayAsync($"CREATE ROLE {role} LOGIN; ALTER TABLE t OWNER TO {role}; ALTER ROLE {role} SET default_transaction_read_only = on;", role);

        var plan = await play.PlanAsync($"- {step}");

        Assert.Equal(
            isRefused ? (ExitCode.Failed, "the server would refuse it: `default_transaction_read_only` is on (25006)") : (ExitCode.Done, null),
            (plan.ExitCode, plan.Steps[0].Problem?.Message));
    }

    private async Task<SqlPlay> PlayAsync(string more = "", string user = "postgres")
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(Schema + more, database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database, user);
    }
}
