using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>`default_transaction_read_only`: what is refused before it began has changed nothing, and the setting is named.</summary>
public sealed class SessionsThatOnlyRead(ScratchFixture scratch)
{
    [Theory]
    [InlineData("transaction: false\n  sql: UPDATE t SET n = 2 WHERE id = 1", Changed.None)]
    [InlineData("transaction: false\n  sql: CREATE INDEX CONCURRENTLY i ON t (n)", Changed.None)]
    [InlineData("transaction: false\n  sql: CALL tries()", Changed.Unknown)]
    public async Task A_refusal_says_what_was_changed(string step, Changed changed)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- {step}");

        Assert.Equal((changed, "25006"), (end.Changed, end.Problems[0].SqlState));
        Assert.Contains("default_transaction_read_only", end.Problems[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_of_a_step_says_that_it_writes()
    {
        await using var play = await PlayAsync();

        Assert.Equal(ExitCode.Done, (await play.StepsAsync("- sql: UPDATE t SET n = 2 WHERE id = 1")).ExitCode);
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var role = $"reader_{Guid.NewGuid():N}";
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            $"""
            CREATE TABLE t (id int PRIMARY KEY, n int);
            CREATE PROCEDURE tries() LANGUAGE sql AS 'UPDATE t SET n = 1';
            CREATE ROLE {role} LOGIN;
            ALTER TABLE t OWNER TO {role};
            ALTER ROLE {role} SET default_transaction_read_only = on;
            """,
            database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database, role);
    }
}
