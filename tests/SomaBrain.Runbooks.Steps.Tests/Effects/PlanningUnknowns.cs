using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A plan says of texts and locks what is not known yet, and what only the server's catalog knows.</summary>
public sealed class PlanningUnknowns(ScratchFixture scratch)
{
    [Fact]
    public async Task A_text_that_is_not_known_yet_is_not_simulated()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("""
            - id: w
              sql: UPDATE t SET n = n WHERE id = 1 RETURNING 'DELETE FROM t'
            - sql: "{{ steps.w.value | raw }}"
              allow_raw: because
            - sql: TRUNCATE {{ steps.w.value | table }}, seen
            - sql: UPDATE {{ 't' | table }} SET n = {{ steps.w.value }}
            """);

        Assert.Equal((Grade.NotSimulated, "its text is known after step w"), (plan.Steps[1].Grade, plan.Steps[1].Reason));
        Assert.Empty(plan.Steps[1].Description!.Locks);
        Assert.Equal((Grade.Checked, "its values are known after step w"), (plan.Steps[2].Grade, plan.Steps[2].Reason));
        Assert.Equal([new("ACCESS EXCLUSIVE", "(known after step w)"), new("ACCESS EXCLUSIVE", "seen")], plan.Steps[2].Description!.Locks);
        Assert.Equal([new("ROW EXCLUSIVE", "t")], plan.Steps[3].Description!.Locks);
    }

    /// <summary>A list of which one element is not known yet is not known itself: what reads is not run with `(known after step w)` in its place.</summary>
    [Theory]
    [InlineData("shell: [touch, \"{{ [steps.w.row.id] }}\"]\n  effect: read")]
    [InlineData("shell: [touch, \"{{ map(steps.l.each, 'row.id') }}\"]\n  effect: read")]
    [InlineData("shell: [touch, made]\n  effect: read\n  env: { IDS: \"{{ [steps.w.row.id] }}\" }")]
    [InlineData("shell: [touch, made]\n  effect: read\n  stdin: \"{{ [steps.w.row.id] }}\"")]
    [InlineData("shell: [touch, made]\n  effect: read\n  user: \"{{ [steps.w.row.id] }}\"")]
    [InlineData("sql: SELECT 1\n  rows: \"{{ [steps.w.row.id] }}\"")]
    [InlineData("sql: SELECT 1\n  database: \"{{ [steps.w.row.id] }}\"")]
    [InlineData("sql: SELECT 1\n  save: \"{{ [steps.w.row.id] }}\"")]
    [InlineData("note: \"{{ [steps.w.row.id] }}\"")]
    public async Task A_list_with_an_element_that_is_not_known_yet_is_not_known(string step)
    {
        using var folder = new TempFolder();
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- id: w\n  sql: INSERT INTO t VALUES (1) RETURNING id\n- id: l\n  for_each: [1]\n  sql: INSERT INTO t VALUES (2) RETURNING id\n- {step}{(step.StartsWith("shell", StringComparison.Ordinal) ? $"\n  cwd: {folder.Path}" : "")}");

        Assert.Equal(0, plan.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.NotEqual(Grade.Executed, plan.Steps[^1].Grade);
    }

    [Theory]
    [InlineData("TRUNCATE t CASCADE", "t|what depends on it")]
    [InlineData("DROP TABLE t, seen CASCADE", "seen|t|what depends on it")]
    [InlineData("DROP SCHEMA public CASCADE", "what depends on it")]
    [InlineData("DROP TABLE t", "t")]
    [InlineData("REVOKE SELECT ON t FROM PUBLIC CASCADE", "")]
    public async Task What_CASCADE_takes_along_is_locked_too(string sql, string locked)
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync($"- sql: {sql}");

        Assert.Equal(locked, string.Join('|', plan.Steps[0].Description!.Locks.Where(one => one.Mode == "ACCESS EXCLUSIVE").Select(one => one.Relation)));
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, n int); CREATE TABLE seen (x int)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
