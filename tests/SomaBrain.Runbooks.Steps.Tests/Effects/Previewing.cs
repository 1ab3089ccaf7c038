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

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
