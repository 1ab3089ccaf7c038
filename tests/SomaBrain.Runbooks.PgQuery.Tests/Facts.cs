namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class Facts
{
    [Theory]
    [InlineData("select a from t", "SelectStmt", "Functions=; Tables=t:Read")]
    [InlineData("select S.\"F\"(a), g() from T x, \"Q\".u", "SelectStmt", "Functions=s.F,g; Tables=t:Read,Q.u:Read")]
    [InlineData("select * from f(1) where a > (select max(b) from t2)", "SelectStmt", "Functions=f,max; Tables=t2:Read")]
    [InlineData("select * from rows from (f(1), g(2)) x", "SelectStmt", "Functions=f,g; Tables=")]
    [InlineData("select extract(year from now())", "SelectStmt", "Functions=pg_catalog.extract,now; Tables=")]
    [InlineData("select a from t for update of t", "SelectStmt", "Functions=; Tables=t:Read")]
    [InlineData("select a into x from t", "SelectStmt", "Functions=; Tables=x:Write,t:Read")]
    [InlineData("table t", "SelectStmt", "Functions=; Tables=t:Read")]
    [InlineData("insert into t select * from u where f(a) returning g(b)", "InsertStmt", "Functions=f,g; Tables=t:Write,u:Read")]
    [InlineData("update t set a = b from u where t.a = u.a", "UpdateStmt", "Functions=; Tables=t:Write,u:Read")]
    [InlineData("delete from t using u where t.a = u.a", "DeleteStmt", "Functions=; Tables=t:Write,u:Read")]
    [InlineData("merge into t using s on t.a = s.a when matched then delete", "MergeStmt", "Functions=; Tables=t:Write,s:Read")]
    [InlineData("with a as (select * from t) select * from a", "SelectStmt", "Functions=; Tables=t:Read")]
    [InlineData("with t as (select * from t) select * from t", "SelectStmt", "Functions=; Tables=t:Read")]
    [InlineData("with recursive t as (select 1 union all select * from t) select * from t, u", "SelectStmt", "Functions=; Tables=u:Read")]
    [InlineData("with a as (select * from b), b as (select * from a) select * from a, b", "SelectStmt", "Functions=; Tables=b:Read")]
    [InlineData("select * from (with a as (select 1) select * from a) x, a", "SelectStmt", "Functions=; Tables=a:Read")]
    [InlineData("with gone as (delete from t returning *) insert into u select * from gone", "InsertStmt", "Functions=; Tables=u:Write,t:Write")]
    [InlineData("with a as (select 1) select * from s.a", "SelectStmt", "Functions=; Tables=s.a:Read")]
    [InlineData("with a as (select 1) delete from a where x in (select 1 from a)", "DeleteStmt", "Functions=; Tables=a:Write")]
    [InlineData("create table t as select nextval('s') from u", "CreateTableAsStmt", "Functions=nextval; Tables=u:Read,t:Write")]
    [InlineData("create table t (a int references u, b text default f())", "CreateStmt", "Functions=f; Tables=t:Write,u:Read")]
    [InlineData("create table t (like u)", "CreateStmt", "Functions=; Tables=t:Write,u:Read")]
    [InlineData("create index on s.t (lower(a))", "IndexStmt", "Functions=lower; Tables=s.t:Write")]
    [InlineData("drop table a, s.b", "DropStmt", "Functions=; Tables=a:Write,s.b:Write")]
    [InlineData("drop function f(int)", "DropStmt", "Functions=; Tables=")]
    [InlineData("truncate a, b", "TruncateStmt", "Functions=; Tables=a:Write,b:Write")]
    [InlineData("copy t to stdout", "CopyStmt", "Functions=; Tables=t:Read")]
    [InlineData("copy t from stdin", "CopyStmt", "Functions=; Tables=t:Write")]
    [InlineData("copy (select * from t) to '/x'", "CopyStmt", "Functions=; Tables=t:Read")]
    [InlineData("explain delete from t", "ExplainStmt", "Functions=; Tables=t:Read")]
    [InlineData("call s.p(f(1))", "CallStmt", "Functions=s.p,f; Tables=")]
    [InlineData("execute p(f(1))", "ExecuteStmt", "Functions=f; Tables=")]
    [InlineData("create trigger g after insert on t for each row when (f(new.a)) execute function h()", "CreateTrigStmt", "Functions=f; Tables=t:Write")]
    [InlineData("create function n() returns int return m(1)", "CreateFunctionStmt", "Functions=m; Tables=")]
    [InlineData("vacuum t", "VacuumStmt", "Functions=; Tables=t:Write")]
    [InlineData("refresh materialized view m", "RefreshMatViewStmt", "Functions=; Tables=m:Write")]
    public void A_statement_names_functions_and_tables(string sql, string kind, string named)
    {
        var parsed = Reading.Parsed(sql);
        Assert.Equal(kind, parsed.Kind);
        Assert.Equal(named, $"Functions={string.Join(',', parsed.Functions)}; Tables={string.Join(',', parsed.Tables.Select(t => $"{(t.Schema is null ? "" : t.Schema + ".")}{t.Name}:{t.Access}"))}");
    }

    [Theory]
    [InlineData("select pg_terminate_backend(1)", "pg_terminate_backend")]
    [InlineData("select PG_CATALOG.pg_Terminate_Backend(1)", "pg_terminate_backend")]
    [InlineData("select \"pg_catalog\".\"pg_switch_wal\"()", "pg_switch_wal")]
    [InlineData("select U&\"pg_switch\\005fwal\"()", "pg_switch_wal")]
    [InlineData("select 1 from pg_stat_activity where pg_cancel_backend(pid)", "pg_cancel_backend")]
    [InlineData("select * from dblink('x', 'y') as t(a int)", "dblink")]
    [InlineData("with a as (select set_config('a', 'b', false)) select * from a", "set_config")]
    [InlineData("values (nextval('s'))", "nextval")]
    [InlineData("select case when true then array[lo_create(0)] end", "lo_create")]
    [InlineData("select count(*) filter (where pg_try_advisory_xact_lock(1)) over (order by pg_notify('a', 'b')) from t", "pg_notify,pg_try_advisory_xact_lock")]
    [InlineData("select 1 order by pg_stat_reset_shared('bgwriter') limit pg_advisory_unlock(1)::int", "pg_advisory_unlock,pg_stat_reset_shared")]
    [InlineData("explain select pg_promote()", "pg_promote")]
    [InlineData("call p(pg_reload_conf())", "pg_reload_conf")]
    [InlineData("execute p(pg_create_restore_point('x'))", "pg_create_restore_point")]
    [InlineData("select * from lateral pg_logical_slot_get_changes('s', null, null)", "pg_logical_slot_get_changes")]
    [InlineData("select * from t tablesample bernoulli (setval('s', 1))", "setval")]
    [InlineData("select query_to_xml('select pg_terminate_backend(1)', true, true, '')", "pg_terminate_backend")]
    [InlineData("select query_to_xml($1, true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(($1)::text, true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT count(*) AS n FROM %s', to_regclass($1)), false, true, '')", "")]
    [InlineData("select query_to_xml(format('SELECT count(*) FROM %I.%I WHERE a = %L', n, t, $1), false, true, '')", "")]
    [InlineData("select query_to_xml(format('SELECT count(*) FROM %s', c.oid::regclass), $2, true, '') from pg_class c", "")]
    [InlineData("select query_to_xml(('SELECT ''a'' FROM t')::text, true, true, $1), ts_stat($$select v from t$$)", "")]
    [InlineData("select * from crosstab('select 1', E'select 2')", "")]
    [InlineData("select ts_rewrite(q, a, b), ts_rewrite(q, 'select a, b from t')", "")]
    [InlineData("select query_to_xml('SELECT pg_switch' || '_wal()', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml('SELECT pg_switch'\n'_wal()', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(E'SELECT pg\\x5fswitch_wal()', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(U&'SELECT pg\\005fswitch_wal()', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml('SELECT U&\"pg\\005fswitch_wal\"()', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml('SELECT query_to_xml(''SELECT pg_switch''||''_wal()'', true, true, '''')', true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(/* */ concat('SELECT pg_switch', '_wal()'), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(nulls => true, tableforest => true, targetns => '', query => 'SELECT 1')", "query_to_xml")]
    [InlineData("select query_to_xml(t.q, true, true, '') from t", "query_to_xml")]
    [InlineData("select query_to_xml((select q from t), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT %I()', 'pg_switch' || '_wal'), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT %I /**/ ()', n), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT pg_%I', n), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT %s', 'pg_switch' || '_wal()'), true, true, '')", "query_to_xml")]
    [InlineData("select query_to_xml(format('SELECT %1$s', n), true, true, '')", "query_to_xml")]
    [InlineData("select U&\"query\\005fto_xml\"('SELECT pg_switch' || '_wal()', true, true, '')", "query_to_xml")]
    [InlineData("select * from crosstab('select 1', 'select pg_switch' || '_wal()')", "crosstab")]
    [InlineData("select ts_rewrite(q, 'select pg_switch' || '_wal()')", "ts_rewrite")]
    [InlineData("select 'pg_terminate_backend'", "")]
    [InlineData("select pg_terminate_backend from t", "")]
    [InlineData("select pg_sleep(1), now(), lo_get(1), pg_ls_waldir(), txid_current_if_assigned(), currval('s')", "")]
    public void A_function_with_a_side_effect_is_found_where_it_hides(string sql, string functions)
    {
        var parsed = Reading.Parsed(sql);
        Assert.Equal(functions, string.Join(',', parsed.SideEffects.Select(s => s.Function).Order(StringComparer.Ordinal)));
        Assert.All(parsed.SideEffects, s => Assert.NotEmpty(s.Reason));
        Assert.Equal(functions.Length > 0 || !parsed.IsReadStatement, parsed.Effect != SqlEffect.Read);
    }

    [Theory]
    [InlineData("select 1", 0)]
    [InlineData("select $2, '$9', $1", 2)]
    [InlineData("select $99999999999", int.MaxValue)]
    public void The_highest_parameter_is_known(string sql, int highest) => Assert.Equal(highest, Reading.Parsed(sql).HighestParameter);

    [Theory]
    [InlineData("select 1 from", 13, "syntax error at end of input")]
    [InlineData("select 'é😀' from where", 18, "syntax error at or near \"where\"")]
    [InlineData("select 'a", 7, "unterminated quoted string at or near \"'a\"")]
    [InlineData("select 1; select 2", 0, "more than one statement")]
    [InlineData("", 0, "no statement")]
    [InlineData("-- x", 0, "no statement")]
    [InlineData("merge into t using s on true when not matched by source then delete", 46, "syntax error at or near \"by\"")]
    public void What_is_not_understood_is_a_write_and_says_where(string sql, int offset, string message) =>
        Assert.Equal((new NotUnderstood(message, offset), SqlEffect.Write), (PgParser.Parse(sql), PgParser.Parse(sql).Effect));

    [Fact]
    public void Numbers_of_newer_versions_are_understood() => Assert.Equal(SqlEffect.Read, Reading.Parsed("select 0xFF, 1_000 where a = $1").Effect);
}
