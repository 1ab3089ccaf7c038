using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A statement that carries a secret is not written down by the server, where the role may see to that; the plan says where not.</summary>
public sealed class SecretsInServerLogs(ScratchFixture scratch)
{
    private const string Top = "params:\n  word: { type: secret, from: \"env:X\" }";

    [Theory]
    [InlineData("sql: SELECT {{ params.word }} AS x", null)]
    [InlineData("sql: SELECT {{ [params.word, 'x'] }}::text[] AS x", null)]
    [InlineData("sql: COMMENT ON TABLE nosuch IS NULL; SELECT 1 AS {{ [params.word] | ident }}", "RB430")]
    [InlineData("sql: INSERT INTO t VALUES ({{ params.word }})", null)]
    [InlineData("sql: COMMENT ON TABLE t IS {{ params.word | literal }}", null)]
    [InlineData("sql: COMMENT ON TABLE nosuch IS {{ params.word | literal }}", "RB430")]
    [InlineData("sql: INSERT INTO nosuch VALUES ({{ params.word }})", "RB430")]
    [InlineData("transaction: false\n  sql: COMMENT ON TABLE t IS {{ params.word | literal }}", null)]
    [InlineData("transaction: false\n  session: mine\n  sql: COMMENT ON TABLE t IS {{ params.word | literal }}", null)]
    public async Task A_superuser_leaves_no_trace_of_it(string step, string? code)
    {
        var word = $"cAn4ry{Guid.NewGuid():N}";
        await using var play = await PlayAsync(word);

        var end = await play.StepsAsync($"- on_failure: continue\n  {step}\n- sql: SELECT 'after'\n- session: mine\n  sql: SELECT current_setting('log_statement') AS s, current_setting('track_activities') AS t\n  id: set", Top);
        var plan = await play.PlanAsync($"- {step}", Top);

        Assert.Equal(code, end.Problems.FirstOrDefault()?.Code);
        var log = await File.ReadAllTextAsync(scratch.Cluster.ServerLog, TestContext.Current.CancellationToken);
        Assert.Contains("SELECT 'after'", log);
        Assert.DoesNotContain(word, log);
        Assert.Equal(("all", "on"), (play.Trace.Text("set", "s"), play.Trace.Text("set", "t")));
        Assert.Equal("its secret is kept out of the server's log and statistics", Assert.Single(plan.Steps[0].Notes));
    }

    [Theory]
    [InlineData("sql: INSERT INTO t VALUES ({{ params.word }})", "log_min_duration_statement, log_statement")]
    [InlineData("sql: COMMENT ON TABLE t IS {{ params.word | literal }}", "log_min_duration_statement, log_min_error_statement, log_statement, track_activities")]
    public async Task A_role_that_may_not_goes_on_and_the_plan_says_what_shows_it(string step, string settings)
    {
        await using var play = await PlayAsync("cAn4ry", "plain_owner");

        var plan = await play.PlanAsync($"- {step}", Top);
        var end = await play.StepsAsync($"- {step}", Top);

        Assert.Equal($"the server may write its secret down, and this role may not stop that: {settings}", Assert.Single(plan.Steps[0].Notes));
        Assert.Equal(ExitCode.Done, end.ExitCode);
    }

    [Fact]
    public async Task A_right_that_was_granted_is_used()
    {
        Assert.SkipUnless(await IsNewAsync(), "GRANT SET is of PostgreSQL 15");
        await using var play = await PlayAsync("cAn4ry", "granted_owner", "GRANT SET ON PARAMETER log_statement, log_min_duration_statement TO granted_owner");

        var plan = await play.PlanAsync("- sql: INSERT INTO t VALUES ({{ params.word }})", Top);

        Assert.Equal("its secret is kept out of the server's log and statistics", Assert.Single(plan.Steps[0].Notes));
    }

    [Fact]
    public async Task A_statement_without_a_secret_is_logged_as_ever()
    {
        await using var play = await PlayAsync("cAn4ry");
        var marker = $"plain{Guid.NewGuid():N}";

        await play.StepsAsync($"- sql: SELECT '{marker}'", Top);

        Assert.Contains(marker, await File.ReadAllTextAsync(scratch.Cluster.ServerLog, TestContext.Current.CancellationToken));
    }

    private async Task<bool> IsNewAsync()
    {
        await using var connection = await scratch.OpenAsync("postgres");
        return connection.PostgreSqlVersion.Major >= 15;
    }

    private async Task<SqlPlay> PlayAsync(string word, string user = "postgres", string more = "SELECT 1")
    {
        var database = await scratch.NewDatabaseAsync();
        var role = user == "postgres" ? "" : $"DO $$ BEGIN CREATE ROLE {user} LOGIN; EXCEPTION WHEN duplicate_object THEN END $$; ";
        await scratch.Cluster.Primary.ExecuteAsync(
            $"{role}CREATE TABLE t (a text); ALTER TABLE t OWNER TO {user}; ALTER DATABASE {database} SET log_statement = 'all'; ALTER DATABASE {database} SET log_min_duration_statement = 0; {more}",
            database, "postgres", CancellationToken.None);
        var play = new SqlPlay(scratch.Cluster.Primary, database, user);
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text(word));
        return play;
    }
}
