namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>The table stands in effects.tsv: effect, flags, statement.</summary>
public sealed class Effects
{
    public static TheoryData<string, SqlEffect> Rows()
    {
        var rows = new TheoryData<string, SqlEffect>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "effects.tsv")).Where(l => l.Length > 0))
        {
            var cells = line.Split('\t', 2);
            rows.Add(cells[1], Enum.Parse<SqlEffect>(cells[0]));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_effect_is_inferred(string sql, SqlEffect effect) => Assert.Equal(effect, PgParser.Parse(sql).Effect);

    [Theory]
    [InlineData("begin", true)]
    [InlineData("begin read only", true)]
    [InlineData("start transaction", true)]
    [InlineData("commit and chain", true)]
    [InlineData("end", true)]
    [InlineData("rollback", true)]
    [InlineData("abort", true)]
    [InlineData("savepoint a", true)]
    [InlineData("release a", true)]
    [InlineData("rollback to a", true)]
    [InlineData("prepare transaction 'x'", true)]
    [InlineData("set transaction read write", true)]
    [InlineData("set transaction snapshot 'x'", true)]
    [InlineData("set session characteristics as transaction read write", true)]
    [InlineData("set Transaction_read_only = off", true)]
    [InlineData("set \"TRANSACTION_READ_ONLY\" = off", true)]
    [InlineData("set default_transaction_read_only = off", true)]
    [InlineData("reset transaction_isolation", true)]
    [InlineData("set local transaction_isolation to 'serializable'", true)]
    [InlineData("discard all", true)]
    [InlineData("discard temp", true)]
    [InlineData("commit prepared 'x'", false)]
    [InlineData("rollback prepared 'x'", false)]
    [InlineData("set local lock_timeout = '5s'", false)]
    [InlineData("show transaction_read_only", false)]
    [InlineData("prepare p as select 1", false)]
    [InlineData("select 1", false)]
    public void Words_of_transactions_are_known(string sql, bool isControl) => Assert.Equal(isControl, Reading.Parsed(sql).IsTransactionControl);

    [Theory]
    [InlineData("copy t to stdout", true)]
    [InlineData("copy t from stdin", true)]
    [InlineData("copy (select 1) to stdout with csv", true)]
    [InlineData("copy t to '/x'", false)]
    [InlineData("copy t from program 'x'", false)]
    [InlineData("select 1", false)]
    public void Copy_through_the_client_is_known(string sql, bool isStdinStdout) => Assert.Equal(isStdinStdout, Reading.Parsed(sql).IsCopyStdinStdout);

    [Theory]
    [InlineData("create index concurrently i on t (a)", true)]
    [InlineData("create index i on t (a)", false)]
    [InlineData("reindex (concurrently) table t", true)]
    [InlineData("reindex (concurrently off) table t", false)]
    [InlineData("reindex database d", false)]
    [InlineData("refresh materialized view concurrently m", true)]
    public void Concurrently_is_known(string sql, bool isConcurrent) => Assert.Equal(isConcurrent, Reading.Parsed(sql).IsConcurrent);
}
