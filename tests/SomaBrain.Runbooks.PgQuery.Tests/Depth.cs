namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class Depth
{
    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    [Theory]
    [InlineData("1+", 20_000, true)]
    [InlineData("1+", 49_990, true)]
    [InlineData("not ", 9_000, true)]
    [InlineData("f(1) or ", 15_000, true)]
    [InlineData("1+", 60_000, false)]
    public void Long_chains_are_parsed_up_to_the_limit_of_tokens(string link, int times, bool isUnderstood) =>
        Assert.Equal(isUnderstood, PgParser.Parse("select " + Repeat(link, times) + "true") is ParsedStatement);

    [Theory]
    [InlineData("(", "1", ")", 100_000)]
    [InlineData("(", "1", ")", 40_000)]
    [InlineData("(select ", "1", ")", 30_000)]
    [InlineData("not ", "true", "", 99_000)]
    [InlineData("array[", "1", "]", 30_000)]
    [InlineData("case when ", "true", " then 1 end", 15_000)]
    public void Nesting_beyond_what_the_grammar_takes_is_not_understood(string open, string core, string close, int times) =>
        Assert.IsType<NotUnderstood>(PgParser.Parse("select " + Repeat(open, times) + core + Repeat(close, times)));

    [Fact]
    public void A_long_chain_of_unions_is_parsed() => Assert.Equal(SqlEffect.Read, PgParser.Parse("select 1" + Repeat(" union select 1", 20_000)).Effect);

    [Fact]
    public void A_long_chain_of_expressions_is_parsed_and_its_tables_are_known()
    {
        var ctes = string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"c{i} as (select * from {(i == 0 ? "t" : "c" + (i - 1))})"));
        Assert.Equal([new TableUse(null, "t", TableAccess.Read)], Reading.Parsed($"with {ctes} select * from c1999").Tables);
    }

    [Fact]
    public void Megabytes_of_text_are_parsed() => Assert.Equal(SqlEffect.Write, PgParser.Parse($"insert into t values ('{new string('é', 1_500_000)}')").Effect);

    [Fact]
    public void Megabytes_of_tokens_are_scanned_and_split_but_not_parsed()
    {
        var sql = "select 1" + Repeat(" + 12", 300_000);
        Assert.Equal(600_002, Reading.Tokens(sql).Length);
        Assert.Single(Reading.Statements(sql));
        Assert.Equal(new NotUnderstood("more than 100000 tokens", 0), PgParser.Parse(sql));
    }

    [Fact]
    public void Many_threads_parse_at_once() => Parallel.For(0, 64, i =>
    {
        var terms = i % 4 == 0 ? 3_000 : i;
        var parsed = Reading.Parsed($"select 'é', f{i}(${i + 1})" + Repeat(" + 1", terms));
        Assert.Equal((new FunctionName(null, $"f{i}"), i + 1), (Assert.Single(parsed.Functions), parsed.HighestParameter));
    });

    [Fact]
    public void A_thread_with_a_small_stack_can_parse()
    {
        SqlEffect? effect = null;
        var thread = new Thread(() => effect = PgParser.Parse("select " + Repeat("not ", 390) + "true").Effect, 256 << 10);
        thread.Start();
        thread.Join();
        Assert.Equal(SqlEffect.Read, effect);
    }

    [Fact]
    public async Task A_thread_that_was_begun_for_many_statements_needs_another_for_a_long_one_only()
    {
        Assert.NotEqual(Environment.CurrentManagedThreadId, DeepStack.Run(100_000, () => Environment.CurrentManagedThreadId));
        var (began, inside, beyond) = (0, -1, 0);
        await DeepStack.Start(() =>
        {
            began = Environment.CurrentManagedThreadId;
            inside = DeepStack.Run(4_000, () => Environment.CurrentManagedThreadId);
            beyond = DeepStack.Run(4_001, () => Environment.CurrentManagedThreadId);
            Assert.Equal(SqlEffect.Read, PgParser.Parse("select " + Repeat("not ", 3_990) + "true").Effect);
            Assert.Equal(SqlEffect.Read, PgParser.Parse("select " + Repeat("1+", 20_000) + "1").Effect);
        });
        Assert.Equal(began, inside);
        Assert.NotEqual(began, beyond);
    }

    [Fact]
    public async Task What_goes_wrong_on_a_thread_of_its_own_comes_back()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => DeepStack.Start(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => DeepStack.Run<int>(100_000, () => throw new TimeoutException()));
    }
}
