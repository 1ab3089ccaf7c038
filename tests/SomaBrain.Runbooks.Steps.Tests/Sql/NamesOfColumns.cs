using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What the text of a statement tells of the names of its columns is what the server calls them.</summary>
public sealed class NamesOfColumns(ScratchFixture scratch)
{
    [Theory]
    [InlineData("SELECT relname, c.oid, relkind::text, c.relname AS \"As Is\", RelPages FROM pg_class c LIMIT 1")]
    [InlineData("SELECT count(*), MAX(oid::int), pg_catalog.min(oid::int), string_agg(relname, ',' ORDER BY oid)::varchar, count(*) FILTER (WHERE relname = 'a') FROM pg_class")]
    [InlineData("SELECT 1, 'a', 1 + 1, 1 = 1, 'a' LIKE 'b', 1 IN (1, 2), 1 BETWEEN 0 AND 2, 1 IS DISTINCT FROM 2")]
    [InlineData("SELECT now() AT TIME ZONE 'UTC', position('a' IN 'b'), substring('abc' FROM 1 FOR 2), trim(' a '), overlay('abc' PLACING 'x' FROM 1)")]
    [InlineData("SELECT 1 AS a UNION SELECT 2 AS b")]
    [InlineData("(SELECT 1 AS a UNION ALL SELECT 2) UNION SELECT 3 AS c ORDER BY 1")]
    [InlineData("WITH w AS (SELECT 1 AS inner_one, 2 AS x) SELECT x AS outer_one, (SELECT 5) AS y FROM w")]
    [InlineData("INSERT INTO t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET other = 2 RETURNING id, t.other AS o, abs(id)")]
    [InlineData("UPDATE t SET other = 5 WHERE id = 1 RETURNING other")]
    [InlineData("WITH d AS (DELETE FROM t RETURNING id AS gone) SELECT gone, count(*) OVER () FROM d")]
    public async Task The_server_calls_them_the_same(string sql)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());
        await play.SqlAsync("CREATE TABLE t (id int PRIMARY KEY, other int); INSERT INTO t VALUES (1, 1)");

        await play.SqlAsync(sql, "effect: destroy");

        var row = Assert.IsType<Value.Row>(Assert.IsType<Value.List>(play.Trace.Result("it")["rows"]).Items[0]);
        Assert.Equal(row.Fields.Select(field => field.Name), Assert.IsType<ParsedStatement>(PgParser.Parse(sql)).Columns);
    }

    [Theory]
    [InlineData("SELECT * FROM t")]
    [InlineData("SELECT a, t.* FROM t")]
    [InlineData("SELECT a, t.* AS b FROM t")]
    [InlineData("SELECT a, (f(1)).* FROM t")]
    [InlineData("SELECT a, (b).c FROM t")]
    [InlineData("SELECT a, $1")]
    [InlineData("SELECT a, '1'::int")]
    [InlineData("SELECT a, true")]
    [InlineData("SELECT a, false")]
    [InlineData("SELECT a, nullif(b, c)")]
    [InlineData("SELECT a, extract(year FROM b)")]
    [InlineData("SELECT a, CASE WHEN b THEN c END")]
    [InlineData("SELECT a, (SELECT b)")]
    [InlineData("SELECT a, current_user")]
    [InlineData("SELECT a, größe FROM t")]
    [InlineData("SELECT a, b AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("SELECT a INTO b FROM t")]
    [InlineData("VALUES (1)")]
    [InlineData("VALUES (1) UNION SELECT 1 AS a")]
    [InlineData("TABLE t")]
    [InlineData("SHOW work_mem")]
    [InlineData("EXPLAIN SELECT a FROM t")]
    [InlineData("CALL p(1)")]
    [InlineData("UPDATE t SET a = 1")]
    [InlineData("CREATE TABLE u AS SELECT a FROM t")]
    public void Where_one_is_in_doubt_none_is_told(string sql) => Assert.Empty(Assert.IsType<ParsedStatement>(PgParser.Parse(sql)).Columns);
}
