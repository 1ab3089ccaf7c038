namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class Shapes
{
    [Theory]
    [InlineData("alter role \"x\" password 'x'", "alter role \"Bob; drop\" password 'it''s'", null)]
    [InlineData("set a = 1", "set a = 1.5", null)]
    [InlineData("set a = 'x'", "set a = E'\\\\'", null)]
    [InlineData("set a = 'x'", "set a = 'x'; drop table t", 4)]
    [InlineData("set a = 'x'", "set a = 'x' -- ", 4)]
    [InlineData("drop table \"x\" , y", "drop table x , y", 2)]
    [InlineData("select 1 - 1", "select 1 --1", 2)]
    [InlineData("select 1 < 1", "select 1 > 1", 2)]
    [InlineData("select a and b", "select a or b", 2)]
    [InlineData("select 1", "select", 1)]
    public void Two_scans_have_one_shape_or_a_first_difference(string before, string after, int? difference) =>
        Assert.Equal(difference, PgTokens.SameShape(Reading.Tokens(before), Reading.Tokens(after))?.Index);
}
