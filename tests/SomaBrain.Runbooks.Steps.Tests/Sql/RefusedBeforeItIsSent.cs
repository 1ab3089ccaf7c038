using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What an `sql` step must not say, found when it is read, at its place.</summary>
public sealed class RefusedBeforeItIsSent(ScratchFixture scratch)
{
    /// <summary>The statement with `^` before the place, options, code.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "SELECT '^{{ params.x }}'", "", "RB301" },
        { "SELECT 'a ^{{ params.x }} b'", "", "RB301" },
        { "SELECT E'\\'^{{ params.x }}'", "", "RB301" },
        { "SELECT 'a'\n  'b ^{{ params.x }}'", "", "RB301" },
        { "SELECT $$^{{ params.x }}$$", "", "RB301" },
        { "SELECT $tag$ $$ ^{{ params.x }} $tag$", "", "RB301" },
        { "DO $$ BEGIN RAISE NOTICE '%', ^{{ params.x }}; END $$", "", "RB301" },
        { "SELECT \"^{{ params.x }}\"", "", "RB301" },
        { "SELECT 1 -- ^{{ params.x }}", "", "RB302" },
        { "SELECT 1 /* /* */ ^{{ params.x }} */", "", "RB302" },
        { "SELECT a^{{ params.x }}", "", "RB303" },
        { "SELECT 1^{{ params.x }}", "", "RB303" },
        { "SELECT ^{{ params.x }}a", "", "RB303" },
        { "SELECT ^{{ params.x }}1", "", "RB303" },
        { "SELECT ^{{ params.x }}and 1", "", "RB303" },
        { "SELECT ^{{ params.x }}{{ params.x }}", "", "RB303" },
        { "SELECT '^{{ params.x | literal }}'", "", "RB301" },
        { "SELECT '^{{ params.x | ident }}'", "", "RB301" },
        { "DO $$ BEGIN PERFORM ^{{ params.x | literal }}; END $$", "", "RB301" },
        { "SELECT 1 -- ^{{ params.x | literal }}", "", "RB302" },
        { "SELECT E^{{ params.x | literal }}", "", "RB301" },
        { "SELECT U&^{{ params.x | literal }}", "", "RB301" },
        { "SELECT U&^{{ params.x | ident }}", "", "RB301" },
        { "SELECT 1 AS U&^{{ params.x | ident }}", "", "RB301" },
        { "SELECT B^{{ params.x | literal }}", "", "RB301" },
        { "SELECT N^{{ params.x | literal }}", "", "RB303" },
        { "SELECT 'a'^{{ params.x | literal }}", "", "RB301" },
        { "SELECT ^{{ params.x | literal }}'a'", "", "RB303" },
        { "SELECT 'a'\n^{{ params.x | literal }}", "", "RB301" },
        { "SELECT ^{{ params.x | ident }}{{ params.x | ident }}", "", "RB303" },
        { "SELECT a^{{ params.x | ident }}", "", "RB303" },
        { "SELECT ^{{ params.x | ident }}a", "", "RB303" },
        { "SELECT ^$1", "", "RB304" },
        { "SELECT {{ params.x }}, ^$1", "", "RB304" },
        { "SELECT {{ params.x }} + ^$2", "", "RB304" },
        { "SELECT ^'a", "", "RB305" },
                { "^BEGIN", "", "RB307" },
        { "SELECT 1; ^COMMIT; DROP TABLE t", "effect: destroy", "RB307" },
        { "SELECT 1; ^ROLLBACK", "", "RB307" },
        { "^SAVEPOINT s", "", "RB307" },
        { "^START TRANSACTION READ WRITE", "", "RB307" },
        { "^SET TRANSACTION READ WRITE", "", "RB307" },
        { "^SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "", "RB307" },
        { "^PREPARE TRANSACTION 'x'", "", "RB307" },
        { "^COMMIT AND CHAIN", "", "RB307" },
        { "^DISCARD ALL", "", "RB307" },
        { "^RESET ALL", "", "RB307" },
        { "SELECT 1; ^RESET Statement_Timeout; SELECT 2", "effect: write", "RB307" },
        { "^SET SESSION lock_timeout TO DEFAULT", "", "RB307" },
        { "^COPY t FROM STDIN", "", "RB308" },
        { "^COPY t TO STDOUT", "", "RB308" },
        { "^COPY (SELECT 1) TO STDOUT", "", "RB308" },
        { "^ALTER ROLE r PASSWORD {{ params.x }}", "", "RB309" },
        { "^SET work_mem = {{ params.x }}", "", "RB309" },
        { "^CREATE TABLE t (a int DEFAULT {{ params.x }})", "", "RB309" },
        { "DELETE FROM t WHERE a < now() - interval ^{{ params.x }}", "", "RB309" },
        { "SELECT {{ params.x }}, extract(^{{ params.x }} FROM now())", "", "RB309" },
        { "^VACUUM", "", "RB310" },
        { "^CREATE INDEX CONCURRENTLY ON t (a)", "", "RB310" },
        { "SELECT 1; ^ALTER SYSTEM SET work_mem = '1MB'", "", "RB310" },
        { "^CREATE DATABASE x", "", "RB310" },
        { "^REINDEX DATABASE x", "", "RB310" },
        { "^VACUUM; VACUUM", "transaction: false", "RB311" },
        { "^SELECT 1", "transaction: false", "RB312" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_statement_is_refused_at_its_place(string marked, string options, string code)
    {
        var at = marked.IndexOf('^', StringComparison.Ordinal);
        var before = marked[..at].Split('\n');
        var sql = marked.Remove(at, 1).Split('\n');
        var yaml = $"runbook: 1\ntitle: t\nparams:\n  x: {{ type: string, help: x }}\nsteps:\n  - id: it\n{(options.Length > 0 ? $"    {options}\n" : "")}    sql: |\n{string.Join('\n', sql.Select(line => $"      {line}"))}";

        var problems = SqlPlay.Lint(yaml);

        var problem = Assert.Single(problems, one => one.Code == code && one.Span is not null && Where(one) == (before.Length, before[^1].Length));
        Assert.NotNull(problem.Hint);

        (int Line, int Column) Where(Diagnostic one) => (one.Span!.Start.Line - (options.Length > 0 ? 8 : 7), one.Span.Start.Column - 7);
    }

    [Fact]
    public void All_holes_that_are_misplaced_are_told_at_once()
    {
        var problems = SqlPlay.Lint(
            """
            runbook: 1
            title: t
            params: { x: { type: string, help: x } }
            steps:
              - id: it
                sql: |
                  SELECT '{{ params.x }} {{ params.x }}', "{{ params.x }}", $1, {{ params.x }} -- {{ params.x }}
              - id: filled
                sql: |
                  SELECT '{{ params.x | literal }}', '{{ params.x | literal }}'
              - id: named
                sql: |
                  SELECT 1 AS "{{ params.x | ident }}"
            """);

        Assert.Equal(
            ["RB301 7:15", "RB301 7:30", "RB301 7:48", "RB304 7:65", "RB302 7:87", "RB301 10:15", "RB301 10:43", "RB301 13:20"],
            problems.Where(problem => problem.Severity == Severity.Error).Select(problem => $"{problem.Code} {problem.Span!.Start}"));
        Assert.Contains("remove the quotes", problems[^1].Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- nothing")]
    [InlineData(";;")]
    public void A_step_without_a_statement_is_refused(string sql) =>
        Assert.Equal("RB306", Assert.Single(SqlPlay.Lint($"runbook: 1\ntitle: t\nsteps:\n  - sql: |\n      {sql}")).Code);

    /// <summary>A server takes an empty name for the database that is called like the user.</summary>
    [Theory]
    [InlineData("sql: CREATE TABLE lost (a int)")]
    [InlineData("shell: [psql, -c, CREATE TABLE lost (a int)]\n  effect: write")]
    public async Task A_database_without_a_name_is_none(string step)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        var end = await play.StepsAsync($"- id: none\n  sql: SELECT '' AS name\n- {step}\n  database: \"{{{{ steps.none.row.name }}}}\"");

        Assert.Equal("RB405", Assert.Single(end.Problems).Code);
        await using var connection = await scratch.OpenAsync("postgres");
        await using var lost = new NpgsqlCommand("SELECT count(*) FROM pg_class WHERE relname = 'lost'", connection);
        Assert.Equal(0L, await lost.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> LessThanItIs =>
    [
        "SELECT pg_terminate_backend(1)", "SELECT pg_cancel_backend(1)", "SELECT pg_switch_wal()", "SELECT lo_create(0)", "SELECT pg_advisory_lock(1)", "SELECT pg_notify('a', 'b')", "NOTIFY a",
        "SELECT nextval('s')", "SELECT setval('s', 1)", "SELECT pg_reload_conf()", "SELECT pg_create_physical_replication_slot('x')", "SELECT pg_promote()", "SELECT dblink_exec('', '')", "SELECT pg_stat_reset()",
        "COPY t TO PROGRAM 'cat'", "COPY t TO '/tmp/x'", "CHECKPOINT", "LOCK TABLE t", "DO $$ BEGIN END $$", "CALL p()", "EXPLAIN ANALYZE DELETE FROM t WHERE a = 1", "SELECT 1 INTO t", "SELECT * FROM t FOR UPDATE",
        "WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *) SELECT * FROM d", "INSERT INTO t VALUES (1)", "SET work_mem = '1GB'", "LISTEN a", "PREPARE p AS SELECT 1", "CREATE TEMP TABLE x (a int)", "DECLARE c CURSOR FOR SELECT 1",
        "SELECT query_to_xml({{ params.x }}, true, false, '')", "SELECT query_to_xml('SELECT pg_terminate_backend(1)', true, false, '')", "SELEC 1", "REFRESH MATERIALIZED VIEW v", "ANALYZE t", "COMMENT ON TABLE t IS 'x'",
    ];

    [Theory]
    [MemberData(nameof(LessThanItIs))]
    public void A_declared_effect_below_the_inferred_one_is_refused(string sql)
    {
        var problems = SqlPlay.Lint($"runbook: 1\ntitle: t\nparams:\n  x: {{ type: string, help: x }}\nsteps:\n  - id: it\n    effect: read\n    sql: |\n      {sql}");

        Assert.Contains(problems, problem => problem.Code == "RB109");
    }

    [Theory]
    [InlineData("DROP TABLE t")]
    [InlineData("TRUNCATE t")]
    [InlineData("DELETE FROM t")]
    [InlineData("UPDATE t SET a = 1")]
    public void What_takes_something_away_is_more_than_a_write(string sql) =>
        Assert.Contains(SqlPlay.Lint($"runbook: 1\ntitle: t\nsteps:\n  - id: it\n    effect: write\n    sql: {sql}"), problem => problem.Code == "RB109");

    [Theory]
    [InlineData("SELECT i FROM generate_series(1, 10001) i", "RB435")]
    [InlineData("SELECT generate_series(1, 500000000) AS i", "RB435")]
    [InlineData("SELECT repeat('x', 8 << 20) AS a, repeat('x', (8 << 20) + 1) AS b", "RB435")]
    [InlineData("SELECT repeat('é', (8 << 20) + 1) AS a", "RB435")]
    [InlineData("SELECT repeat('x', 40 << 20) AS a", "RB435")]
    public async Task A_result_that_cannot_be_kept_is_an_error_and_never_cut(string sql, string code)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        Assert.Equal(code, Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql)).Why.Code);
        Assert.Equal(code, Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, "effect: write")).Why.Code);

        await play.SqlAsync("SELECT 1 AS a"); // and the run can go on
        Assert.Equal("1", play.Trace.Text("it", "a"));
    }

    [Fact]
    public async Task A_result_of_just_the_limit_is_kept_whole()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        await play.SqlAsync("SELECT i FROM generate_series(1, 10000) i");
        Assert.Equal(new Value.Integer(10000), play.Trace.Result("it")["count"]);

        await play.SqlAsync("SELECT repeat('x', 16 << 20) AS a");
        Assert.Equal(16 << 20, play.Trace.Text("it", "a").Length);
    }

    [Fact]
    public async Task The_servers_error_points_into_the_block_of_the_playbook()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.Text("é👩") } };

        // the cast of a hole makes the text that was sent longer, and PostgreSQL counts characters
        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("SELECT 'é👩', {{ params.n }},\n  {{ params.x }} AS b, nosuch\nFROM pg_class", top: "params:\n  x: { type: string, help: x }\n  n: { type: integer, default: 1 }"));

        Assert.Equal("42703", failed.Why.SqlState);
        Assert.Equal((10, 30), (failed.Why.Span!.Start.Line, failed.Why.Span.Start.Column));
    }

    [Fact]
    public async Task The_error_of_a_later_statement_points_at_it()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres");

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("SELECT 1;\nSELECT 1;\nSELECT 1/0"));
        Assert.Equal(("22012", 8), (failed.Why.SqlState, failed.Why.Span!.Start.Line));

        var missing = Assert.IsType<Outcome.Failed>(await play.SqlAsync("SELECT 1;\nSELECT * FROM nosuch", "effect: write"));
        Assert.Equal((8, 21), (missing.Why.Span!.Start.Line, missing.Why.Span.Start.Column));
    }
}
