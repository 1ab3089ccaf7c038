using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A dry run shows what a write would do by a statement that only reads.</summary>
public sealed class Previewing(ScratchFixture scratch)
{
    [Theory]
    [InlineData("SELECT count(*) AS would_go FROM t WHERE a > 1", "preview: would_go 2")]
    [InlineData("SELECT a FROM t ORDER BY a", "preview: a 1|preview: a 2|preview: a 3")]
    [InlineData("SELECT 1 FROM t WHERE a > 9", "preview: no row")]
    [InlineData("SELECT n FROM generate_series(1, 12) AS n ORDER BY n", "preview: n 1|preview: n 2|preview: n 3|preview: n 4|preview: n 5|preview: n 6|preview: n 7|preview: n 8|preview: n 9|preview: n 10|preview: 12 rows in all")]
    public async Task The_plan_shows_what_it_reads(string preview, string notes)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- preview: {preview}\n  sql: DELETE FROM t WHERE a > 1");

        Assert.Equal((Grade.Checked, notes), (plan.Steps[0].Grade, string.Join('|', plan.Steps[0].Notes)));
    }

    [Theory]
    [InlineData("SELECT 1 / (a - a) FROM t", "its preview failed: the server says: division by zero (22012)")]
    [InlineData("SELECT {{ steps.made.value }}", "its preview is known after step made")]
    public async Task What_cannot_be_shown_is_said(string preview, string reason)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: made\n  sql: INSERT INTO t VALUES (4) RETURNING a\n- preview: \"{preview}\"\n  sql: DELETE FROM t WHERE a > 1");

        Assert.Equal((Grade.Checked, reason, ExitCode.Done), (plan.Steps[1].Grade, plan.Steps[1].Reason, plan.ExitCode));
    }

    [Theory]
    [InlineData("sql: SELECT own(), now(), abs(-1) FROM t", "own")]
    [InlineData("sql: SELECT x FROM (SELECT public.own() AS x) AS s", "own")]
    [InlineData("sql: SELECT x FROM upon", "own")]
    [InlineData("database: \"{{ targets.db.database }}\"\n  sql: SELECT x FROM upon", "own")]
    [InlineData("preview: SELECT own()\n  sql: DELETE FROM t WHERE a > 1", "own")]
    [InlineData("sql: SELECT now(), count(*), max(a) FROM t", null)]
    [InlineData("sql: SELECT relname FROM pg_class JOIN information_schema.tables ON table_name = relname LIMIT 1", null)]
    [InlineData("preview: SELECT 1 AS a\n  sql: SELECT own() FROM t FOR UPDATE", null)]
    public async Task A_function_of_the_database_that_a_plan_calls_is_named(string step, string? called)
    {
        await using var play = await PlayAsync("CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW over AS SELECT own() AS x; CREATE VIEW upon AS SELECT x FROM over");

        var plan = await play.PlanAsync($"- {step}");

        Assert.Equal((called is null ? [] : [$"calls `{called}`, a function of this database: what it does outside its transaction is not seen"]), plan.Steps[0].Notes.Where(note => note.StartsWith("calls", StringComparison.Ordinal)));
        Assert.Equal((called is not null, ExitCode.Done), (plan.RunsForeignCode, plan.ExitCode));
    }

    [Fact]
    public async Task A_run_has_no_use_for_it()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- preview: SELECT 1 / (a - a) FROM t\n  affected: 2\n  sql: DELETE FROM t WHERE a > 1");

        Assert.Equal(ExitCode.Done, end.ExitCode);
    }

    [Theory]
    [InlineData("preview: DELETE FROM t WHERE a = 1\n  sql: DELETE FROM t WHERE a > 1", "RB109")]
    [InlineData("preview: SELECT nextval('s')\n  sql: DELETE FROM t WHERE a > 1", "RB109")]
    [InlineData("preview: SELECT 1\n  sql: SELECT 2", "RB122")]
    [InlineData("preview: SELECT 1\n  sensitive: true\n  sql: DELETE FROM t WHERE a > 1", "RB122")]
    [InlineData("preview: \"SELECT '{{ run.id }}'\"\n  sql: DELETE FROM t WHERE a > 1", "RB301")]
    public void A_preview_only_reads(string step, string code) =>
        Assert.Equal([code], SqlPlay.Lint(SqlPlay.Yaml($"- {step}")).Select(problem => problem.Code));

    private async Task<SqlPlay> PlayAsync(string more = "")
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3);" + more, database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
