namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>A loop sends the same statement at each turn: it is parsed once.</summary>
public sealed class Remembering
{
    [Fact]
    public void A_statement_that_was_understood_is_not_parsed_again()
    {
        const string sql = "SELECT 'remembered', $1";

        Assert.Contains(Enumerable.Range(0, 100), _ => ReferenceEquals(PgParser.Parse(sql), PgParser.Parse(new string(sql)))); // other tests fill what is kept
        Assert.NotSame(PgParser.Parse(sql), PgParser.Parse("SELECT 'remembered', $2"));
    }

    [Fact]
    public void What_is_longeror_not_understood_is_not_kept()
    {
        var longer = $"SELECT '{new string('x', 5000)}'";

        Assert.NotSame(PgParser.Parse(longer), PgParser.Parse(longer));
        Assert.IsType<NotUnderstood>(PgParser.Parse("SELEC 1"));
        Assert.IsType<NotUnderstood>(PgParser.Parse("SELEC 1"));
    }

    [Fact]
    public void Many_threads_find_the_same()
    {
        Parallel.For(0, 2000, i => Assert.Equal(i % 50, Assert.IsType<ParsedStatement>(PgParser.Parse($"SELECT ${i % 50}")).HighestParameter));
    }
}
