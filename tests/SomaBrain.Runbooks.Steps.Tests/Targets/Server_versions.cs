using SomaBrain.Runbooks.Model;

namespace SomaBrain.Runbooks.Steps.Tests.Targets;

public sealed class Server_versions
{
    [Theory]
    [InlineData("15", "150000 150099", "149999 160000")]
    [InlineData("=15.4", "150004", "150003 150005")]
    [InlineData(">=13", "130000 180001", "129999 90624")]
    [InlineData(">13", "140000", "130005")]
    [InlineData("<=16", "160009 90600", "170000")]
    [InlineData("<19", "189999", "190000")]
    [InlineData(">=13 <19", "130000 189999", "120000 190000")]
    [InlineData(">=14.3, <15", "140003 140020", "140002 150000")]
    [InlineData("13-18", "130000 189999", "129999 190000")]
    [InlineData("9.6-10", "90600 90624 109999", "90524 110000")]
    public void A_range_holds_what_it_says(string text, string inside, string outside)
    {
        var range = VersionRange.Parse(text)!;
        Assert.All(inside.Split(' '), number => Assert.True(range.Contains(int.Parse(number))));
        Assert.All(outside.Split(' '), number => Assert.False(range.Contains(int.Parse(number))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("13 -18")]
    [InlineData(">= 13")]
    [InlineData(">=13-18")]
    [InlineData("13-14-15")]
    [InlineData("=>13")]
    [InlineData("<13 >=15")]
    [InlineData("18-13")]
    [InlineData("15.4.1")]
    [InlineData("-15")]
    [InlineData("99999999999")]
    public void What_is_no_range_is_none(string text) => Assert.Null(VersionRange.Parse(text));
}
