using System.Runtime.InteropServices;
using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed partial class Splitting
{
    private const string Body = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END";

    [Theory]
    [InlineData("select 1", "select 1")]
    [InlineData("select 1; select 2;", "select 1|select 2")]
    [InlineData(" ;; select 1 ;\n; ", "select 1")]
    [InlineData("-- a\nselect 1 /* in */ + 2 -- b\n; /* c */ select 2 /* d */", "select 1 /* in */ + 2|select 2")]
    [InlineData("select ';'; select $$;$$; select \";\"; select /*;*/ 1", "select ';'|select $$;$$|select \";\"|select /*;*/ 1")]
    [InlineData("/*+ IndexScan(t) */ select 1; select 2", "/*+ IndexScan(t) */ select 1|select 2")]
    [InlineData("create rule r as on insert to t do (select 1; select 2); select 3", "create rule r as on insert to t do (select 1; select 2)|select 3")]
    [InlineData(Body + "; select 1", Body + "|select 1")]
    [InlineData("select begin atomic from t; select 2", "select begin atomic from t|select 2")]
    [InlineData("neu wort; select 1", "neu wort|select 1")]
    [InlineData("merge into t using s on true when not matched by source then delete; select 0x1F", "merge into t using s on true when not matched by source then delete|select 0x1F")]
    [InlineData("select 'é'; select '😀' ; select 3", "select 'é'|select '😀'|select 3")]
    [InlineData("select (1; drop table x", "select (1; drop table x")]
    [InlineData("-- nothing", "")]
    [InlineData("", "")]
    public void A_script_falls_into_its_statements(string sql, string expected) =>
        Assert.Equal(expected, string.Join('|', Reading.Statements(sql)));

    [Fact]
    public void A_statement_knows_where_it_stood()
    {
        const string sql = "select '😀é'; -- x\n  update t set a = 1 ;";
        var split = Assert.IsType<PgSplit.Statements>(PgStatements.Split(PgScanner.Scan(sql)));
        Assert.All(split.All, s => Assert.Equal(s.Text, sql.Substring(s.Offset, s.Text.Length)));
    }

    [Theory]
    [InlineData("select 1; /* b */ select $2, $1 -- c\n")]
    [InlineData("select 'é😀'; select $2")]
    [InlineData("select 0x1F; select 1_000, $2")]
    [InlineData("select U&'d!0061' uescape '!'; select U&\"a\", $2")]
    [InlineData("; select query_to_xml('select lo_create(1)', true, true, ''), $2")]
    public void A_statement_of_a_script_is_understood_as_if_it_stood_alone(string script)
    {
        var statement = Assert.IsType<PgSplit.Statements>(PgStatements.Split(PgScanner.Scan(script))).All[^1];
        var (alone, ofScript) = (Reading.Parsed(statement.Text), Assert.IsType<ParsedStatement>(PgParser.Parse(statement)));
        Assert.Equal(2, ofScript.HighestParameter);
        Assert.Equal(alone.SideEffects, ofScript.SideEffects);
        Assert.Equal(alone.Kind, ofScript.Kind);
    }

    [Fact]
    public void A_script_that_cannot_be_scanned_is_not_split() => Assert.Equal(10, Assert.IsType<PgSplit.Failed>(PgStatements.Split(PgScanner.Scan("select 1; 'x"))).Offset);

    [Fact]
    public void The_parser_of_PostgreSQL_splits_the_same()
    {
        var statement = Reading.AnyOf(
            "select 1", "select 'a;b', \"c;d\"", "select $x$ ; $x$", "do $$ begin null; end $$", Body, "create table t (a int, b text default ';')",
            "create rule r as on insert to t do also (select 1; select 2)", "select begin from t", "begin", "end", "select case when a then b end from t",
            "create procedure p() begin atomic insert into t values (1); delete from t; end", "with a as (select 1) select * from a", "/* ; */ select 2 -- ;\n");
        statement.Array[1, 8].Sample(statements => Assert.Equal(ByParser(string.Join(";\n", statements)), Reading.Statements(string.Join(";\n", statements)).Length));
    }

    private static unsafe int ByParser(string sql)
    {
        var text = (byte*)Marshal.StringToCoTaskMemUTF8(sql);
        var result = SplitWithParser(text);
        Assert.True(result.Error == 0);
        SplitFree(result);
        Marshal.FreeCoTaskMem((nint)text);
        return result.Count;
    }

    [LibraryImport("pg_query", EntryPoint = "pg_query_split_with_parser")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial NativeSplit SplitWithParser(byte* sql);

    [LibraryImport("pg_query", EntryPoint = "pg_query_free_split_result")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SplitFree(NativeSplit result);

    private readonly record struct NativeSplit(nint Statements, int Count, nint StandardError, nint Error);
}
