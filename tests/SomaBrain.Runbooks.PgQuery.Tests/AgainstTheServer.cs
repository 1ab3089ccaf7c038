namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>The server is asked for what the rules claim.</summary>
public sealed class AgainstTheServer(ScratchServer server) : IClassFixture<ScratchServer>
{
    /// <summary>25001 is "cannot run inside a transaction block".</summary>
    [Theory]
    [InlineData("VACUUM", true)]
    [InlineData("VACUUM (FULL, ANALYZE) t", true)]
    [InlineData("ANALYZE t", false)]
    [InlineData("REINDEX TABLE t", false)]
    [InlineData("REINDEX INDEX i", false)]
    [InlineData("REINDEX TABLE CONCURRENTLY t", true)]
    [InlineData("REINDEX (CONCURRENTLY) INDEX i", true)]
    [InlineData("REINDEX (VERBOSE, CONCURRENTLY off) TABLE t", false)]
    [InlineData("REINDEX (CONCURRENTLY false) TABLE t", false)]
    [InlineData("REINDEX DATABASE postgres", true)]
    [InlineData("REINDEX SYSTEM postgres", true)]
    [InlineData("REINDEX SCHEMA public", true)]
    [InlineData("CREATE INDEX CONCURRENTLY ON t (b)", true)]
    [InlineData("CREATE INDEX ON t (b)", false)]
    [InlineData("DROP INDEX CONCURRENTLY i", true)]
    [InlineData("DROP INDEX i", false)]
    [InlineData("ALTER TABLE pt DETACH PARTITION p1 CONCURRENTLY", true)]
    [InlineData("ALTER TABLE pt DETACH PARTITION p1", false)]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY m", false)]
    [InlineData("REFRESH MATERIALIZED VIEW m", false)]
    [InlineData("CREATE DATABASE d", true)]
    [InlineData("DROP DATABASE d", true)]
    [InlineData("DROP DATABASE IF EXISTS d WITH (FORCE)", true)]
    [InlineData("ALTER DATABASE postgres SET TABLESPACE pg_default", true)]
    [InlineData("ALTER DATABASE postgres TABLESPACE pg_default", true)]
    [InlineData("ALTER DATABASE postgres SET work_mem = '4MB'", false)]
    [InlineData("ALTER DATABASE postgres CONNECTION LIMIT 10", false)]
    [InlineData("CREATE TABLESPACE x LOCATION '/nowhere'", true)]
    [InlineData("DROP TABLESPACE x", true)]
    [InlineData("ALTER SYSTEM SET work_mem = '4MB'", true)]
    [InlineData("ALTER SYSTEM RESET ALL", true)]
    [InlineData("CREATE SUBSCRIPTION s1 CONNECTION 'dbname=postgres' PUBLICATION pub", true)]
    [InlineData("CREATE SUBSCRIPTION s1 CONNECTION 'dbname=postgres' PUBLICATION pub WITH (connect = false)", false)]
    [InlineData("CREATE SUBSCRIPTION s1 CONNECTION 'dbname=postgres' PUBLICATION pub WITH (create_slot)", true)]
    [InlineData("CLUSTER", true)]
    [InlineData("CLUSTER t USING t_pkey", false)]
    [InlineData("COMMIT PREPARED 'x'", true)]
    [InlineData("ROLLBACK PREPARED 'x'", true)]
    [InlineData("DROP TABLE t CASCADE", false)]
    [InlineData("TRUNCATE t", false)]
    [InlineData("CREATE ROLE r", false)]
    [InlineData("GRANT SELECT ON t TO public", false)]
    [InlineData("CHECKPOINT", false)]
    [InlineData("COPY t TO PROGRAM 'cat >/dev/null'", false)]
    [InlineData("LOCK TABLE t", false)]
    [InlineData("CREATE EXTENSION dblink", false)]
    [InlineData("NOTIFY c", false)]
    [InlineData("DO 'BEGIN END'", false)]
    [InlineData("CALL p(1)", false)]
    public void A_statement_that_cannot_run_in_a_transaction_is_known(string sql, bool needsNone)
    {
        Assert.Equal(needsNone, Reading.Parsed(sql).NeedsNoTransaction);
        Assert.Equal(needsNone ? "25001" : null, server.Try("BEGIN", sql));
    }

    [Theory]
    [InlineData("ALTER SUBSCRIPTION sub REFRESH PUBLICATION", true)]
    [InlineData("ALTER SUBSCRIPTION sub SET PUBLICATION pub", true)]
    [InlineData("ALTER SUBSCRIPTION sub ADD PUBLICATION pub2 WITH (refresh = true)", true)]
    [InlineData("ALTER SUBSCRIPTION sub SET PUBLICATION pub WITH (refresh = false)", false)]
    [InlineData("ALTER SUBSCRIPTION sub SET (synchronous_commit = off)", false)]
    [InlineData("DROP SUBSCRIPTION sub", true)]
    public void A_subscription_is_judged_without_its_state(string sql, bool needsNone)
    {
        Assert.Equal(needsNone, Reading.Parsed(sql).NeedsNoTransaction);
        if (!needsNone)
        {
            Assert.Null(server.Try("BEGIN", sql));
        }
    }

    [Theory]
    [InlineData("SELECT $1::int", false)]
    [InlineData("VALUES ($1::int)", false)]
    [InlineData("INSERT INTO t VALUES ($1)", false)]
    [InlineData("UPDATE t SET a = $1", false)]
    [InlineData("DELETE FROM t WHERE a = $1", false)]
    [InlineData("MERGE INTO t USING (SELECT $1::int x) u ON a = x WHEN MATCHED THEN DO NOTHING", false)]
    [InlineData("EXPLAIN SELECT $1::int", false)]
    [InlineData("EXPLAIN (ANALYZE) DELETE FROM t WHERE a = $1", false)]
    [InlineData("CREATE TABLE x AS SELECT $1::int", false)]
    [InlineData("SELECT $1::int INTO x", false)]
    [InlineData("DECLARE c CURSOR FOR SELECT $1::int", false)]
    [InlineData("CALL p($1)", false)]
    [InlineData("CREATE MATERIALIZED VIEW x AS SELECT $1::int", true)]
    [InlineData("CREATE VIEW x AS SELECT $1::int", true)]
    [InlineData("COPY (SELECT $1::int) TO PROGRAM 'cat >/dev/null'", true)]
    [InlineData("CREATE TABLE x (a int DEFAULT $1)", true)]
    [InlineData("CREATE TABLE x PARTITION OF pt FOR VALUES IN ($1)", true)]
    [InlineData("ALTER TABLE t ADD CHECK (a > $1)", true)]
    [InlineData("CREATE INDEX ON t (a) WHERE a > $1", true)]
    [InlineData("CREATE POLICY x ON t USING (a > $1)", true)]
    [InlineData("PREPARE x(int) AS SELECT $1", true)]
    public void A_statement_that_takes_parameters_is_known(string sql, bool isUtility)
    {
        Assert.Equal(isUtility, Reading.Parsed(sql).IsUtility);
        if (!sql.StartsWith("PREPARE", StringComparison.Ordinal)) // Its $1 is its own
        {
            Assert.Equal(isUtility, server.Try("BEGIN", sql, 1) is not null);
        }
    }

    /// <summary>libpg_query's grammar takes <c>$n</c> where the server's does not: what it accepts counts as utility.</summary>
    [Theory]
    [InlineData("SET work_mem = $1")]
    [InlineData("ALTER ROLE postgres PASSWORD $1")]
    [InlineData("NOTIFY c, $1")]
    [InlineData("VACUUM $1")]
    [InlineData("SHOW $1")]
    public void The_grammar_itself_refuses_a_parameter(string sql)
    {
        Assert.True(PgParser.Parse(sql) is NotUnderstood or ParsedStatement { IsUtility: true, HighestParameter: 1 });
        Assert.Equal("42601", server.Try("BEGIN", sql, 1));
    }

    /// <summary>25006 is "cannot run in a read-only transaction": a read never meets it.</summary>
    [Theory]
    [MemberData(nameof(Effects.Rows), MemberType = typeof(Effects))]
    public void A_read_is_one_to_the_server_too(string sql, SqlEffect effect)
    {
        if (effect == SqlEffect.Read)
        {
            Assert.DoesNotContain(server.Try("BEGIN READ ONLY", sql), (string?[])["25006", "42601"]);
        }
    }

    /// <summary>Whoever moves to a newer server reads what is new in this list and decides.</summary>
    [Fact]
    public void Each_volatile_function_of_the_server_was_judged()
    {
        var judged = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "harmless.txt")).ToHashSet(StringComparer.Ordinal);
        var names = server.Column("SELECT DISTINCT proname::text FROM pg_proc WHERE provolatile = 'v' AND pronamespace = 'pg_catalog'::regnamespace AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) AND 'internal'::regtype <> ALL (proargtypes::oid[]) ORDER BY 1");
        Assert.Equal([], names.Where(name => SideEffectFunctions.Reason(name) is null && !judged.Contains(name)));
    }

    /// <summary>libpg_query's grammar takes a parameter at more places than the server's: each of those that it adds is known.</summary>
    [Theory]
    [InlineData("SELECT now() - interval $1", true)]
    [InlineData("SELECT interval $1 year", true)]
    [InlineData("SELECT interval (3) $1", true)]
    [InlineData("SELECT date $1", true)]
    [InlineData("SELECT timestamp (3) with time zone $1", true)]
    [InlineData("SELECT pg_catalog.int4 $1", true)]
    [InlineData("SELECT numeric (10, 2) $1", true)]
    [InlineData("SELECT bpchar(3) $1", true)]
    [InlineData("SELECT extract($1 FROM now())", true)]
    [InlineData("SELECT extract( /* what */ $1 FROM now())", true)]
    [InlineData("DELETE FROM t WHERE a = ANY (SELECT 1 FROM t WHERE now() < date $1)", true)]
    [InlineData("INSERT INTO t VALUES (int $1)", true)]
    [InlineData("SELECT 1::numeric($1)", true)]
    [InlineData("SELECT CAST(1 AS numeric($1, 2))", true)]
    [InlineData("SELECT $1::interval, CAST($1 AS date), ($1)::text", false)]
    [InlineData("SELECT extract(year FROM $1::date), date_part($1, now())", false)]
    [InlineData("SELECT 1 FROM t LIMIT $1::int OFFSET $1::int", false)]
    [InlineData("SELECT 1 FROM t FETCH FIRST ($1::int) ROWS ONLY", false)]
    [InlineData("SELECT now() AT TIME ZONE $1, 'a' LIKE $1 ESCAPE $1", false)]
    [InlineData("SELECT overlay('a' PLACING $1 FROM 1), trim(BOTH $1 FROM 'a'), position($1 IN 'a')", false)]
    [InlineData("SELECT xmlparse(CONTENT $1), CASE WHEN $1 = 'a' THEN $1 ELSE $1 END", false)]
    [InlineData("SELECT sum(a) OVER (ORDER BY a ROWS $1::int PRECEDING) FROM t", false)]
    public void A_parameter_where_the_server_takes_a_constant_is_known(string sql, bool isRefused)
    {
        Assert.Equal(isRefused ? [1] : [], Reading.Parsed(sql).Misplaced);
        Assert.Equal(isRefused ? "42601" : null, server.Try("BEGIN", $"PREPARE p(text) AS {sql}"));
    }
}
