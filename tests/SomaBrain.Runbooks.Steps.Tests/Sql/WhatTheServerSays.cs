using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>Each error of a server comes with what to do about it.</summary>
public sealed class WhatTheServerSays(ScratchFixture scratch)
{
    [Theory]
    [InlineData("SELECT 1 / (SELECT 0) AS x", "22012", "NULLIF")]
    [InlineData("SELECT (SELECT 'a')::int AS x", "22P02", "what the hole was filled with")]
    [InlineData("SELECT (SELECT 'a')::date AS x", "22007", "what the hole was filled with")]
    [InlineData("SELECT 2147483647 + (SELECT 1) AS x", "22003", "::bigint")]
    [InlineData("SELECT relname, count(*) FROM pg_class", "42803", "GROUP BY")]
    [InlineData("SELECT nothing FROM pg_class", "42703", "double ones are for names")]
    [InlineData("SELECT \"a text\" AS x", "42703", "double ones are for names")]
    [InlineData("SELECT nothing() AS x", "42883", "type casts")] // the server's own advice comes first
    [InlineData("SELECT 1 AS x FROM nothing", "42P01", "search_path")]
    [InlineData("SELECT 'a' COLLATE \"nothing\" AS x", "42704", "not there in this database")]
    [InlineData("SELECT 'a' LIKE 'b' ESCAPE 'cc' AS x", "22025", "must be empty or one character")]
    [InlineData("SELECT length(decode('zz', 'hex')) AS x", "22023", "Appendix A")]
    public async Task An_error_has_a_hint(string sql, string state, string hint)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        var why = Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, "effect: read")).Why;

        Assert.Equal(("RB430", state), (why.Code, why.SqlState));
        Assert.Contains(hint, why.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", "23505", "ON CONFLICT")]
    [InlineData("INSERT INTO t VALUES (-1)", "23514", "the constraint that is named")]
    [InlineData("INSERT INTO t VALUES (NULL)", "23502", "the constraint that is named")]
    [InlineData("INSERT INTO u VALUES (7)", "23503", "the constraint that is named")]
    [InlineData("CREATE TABLE t (a int)", "42P07", "IF NOT EXISTS")]
    [InlineData("DROP TABLE t", "2BP01", "as `CASCADE` would drop them, too")]
    [InlineData("ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a) VIRTUAL", "42601", "the place that is marked")]
    [InlineData("INSERT INTO v SELECT 9", "42809", "Appendix A")]
    [InlineData("SELECT a FROM t GROUP BY a FOR UPDATE", "0A000", "its version")]
    [InlineData("INSERT INTO s VALUES ('abc')", "22001", "longer than its column")]
    [InlineData("DECLARE c CURSOR FOR SELECT a FROM s; DROP TABLE s", "55006", "the run itself has sessions in the databases of its targets")]
    public async Task So_has_one_of_a_write(string sql, string state, string hint)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            "CREATE TABLE t (a int PRIMARY KEY CHECK (a > 0)); INSERT INTO t VALUES (1); CREATE TABLE u (a int REFERENCES t); CREATE TABLE s (a varchar(2)); CREATE MATERIALIZED VIEW v AS SELECT 1 AS a",
            database,
            "postgres",
            CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);

        var why = Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, "effect: destroy")).Why;

        Assert.Equal(("RB430", state), (why.Code, why.SqlState));
        Assert.Contains(hint, why.Hint, StringComparison.Ordinal);
    }
}
