using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What the server says of a table that a query fills is a count of rows, as of an INSERT.</summary>
public sealed class FilledTables(ScratchFixture scratch)
{
    [Theory]
    [InlineData(4, "CREATE TABLE filled AS SELECT generate_series(1, 4) AS a", null)]
    [InlineData(3, "SELECT a INTO filled FROM generate_series(1, 4) a WHERE a > 1", null)]
    [InlineData(2, "CREATE MATERIALIZED VIEW filled AS SELECT generate_series(1, 2) AS a", null)]
    [InlineData(0, "CREATE TABLE filled AS SELECT generate_series(1, 4) AS a WITH NO DATA", null)]
    [InlineData(1, "CREATE TABLE filled AS SELECT generate_series(1, 4) AS a", "RB434")]
    public async Task Rows_that_fill_a_table_are_counted(int affected, string sql, string? code)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        var outcome = await play.SqlAsync(sql, $"affected: {affected}\n  effect: write");

        Assert.Equal(code, (outcome as Outcome.Failed)?.Why.Code);
    }
}
