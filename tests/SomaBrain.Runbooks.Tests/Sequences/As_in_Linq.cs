namespace SomaBrain.Runbooks.Tests.Sequences;

/// <summary>What stands in for System.Linq answers as System.Linq does, and as late.</summary>
public sealed class As_in_Linq
{
    private static readonly int[] Numbers = [3, 1, 4, 1, 5];

    [Fact]
    public void Each_item_is_selected_and_filtered()
    {
        Assert.Equal(Enumerable.Select(Numbers, n => $"{n}"), Numbers.Select(n => $"{n}"));
        Assert.Equal(Enumerable.Where(Numbers, n => n > 1), Numbers.Where(n => n > 1));
        Assert.Equal(Enumerable.SelectMany(Numbers, n => new[] { n, -n }), Numbers.SelectMany(n => new[] { n, -n }));
        Assert.Equal(Enumerable.Concat(Numbers, [9]), Numbers.Concat([9]));
    }

    [Fact]
    public void Only_items_of_the_type_are_left()
    {
        object?[] mixed = [1, null, "a", 2L, "b"];

        Assert.Equal(Enumerable.OfType<string>(mixed), mixed.OfType<string>());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    public void As_many_are_taken_or_skipped(int count)
    {
        Assert.Equal(Enumerable.Take(Numbers, count), Numbers.Take(count));
        Assert.Equal(Enumerable.Skip(Numbers, count), Numbers.Skip(count));
        Assert.Equal(Enumerable.TakeLast(Numbers, count), Numbers.TakeLast(count));
    }

    [Fact]
    public void Nothing_is_read_before_it_is_asked_for_and_nothing_more_than_that()
    {
        var read = 0;
        var lazy = Endless().Where(n => n % 2 == 0).Select(n => n * n).Skip(1).Take(2);

        Assert.Equal(0, read);
        Assert.Equal([16, 36], lazy);
        Assert.Equal(6, read);

        IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return ++read;
            }
        }
    }
}
