using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Tests.Text;

public sealed class MappingText
{
    private static readonly Source File = new("a.yml", "x: |\r\n  ab\r\n  cd\r\n");
    private static readonly MappedText Text = new("ab\ncd\n", File.Span(3, 18), [new(0, 2, 8), new(2, 1, 10), new(3, 2, 14), new(5, 1, 16)]);

    [Theory]
    [InlineData(0, 2, "2:3", "2:5")]
    [InlineData(1, 4, "2:4", "3:4")]
    [InlineData(3, 5, "3:3", "3:5")]
    [InlineData(4, 4, "3:4", "3:4")]
    [InlineData(6, 6, "3:6", "3:6")]
    public void A_stretch_of_the_content_is_found_in_the_source(int start, int end, string from, string to)
    {
        var span = Text.Span(start, end);
        Assert.Equal((from, to), (span.Start.ToString(), span.End.ToString()));
    }

    [Fact]
    public void A_slice_keeps_its_places()
    {
        var slice = Text.Slice(1, 5);
        Assert.Equal("b\ncd", slice.Content);
        Assert.Equal("3:4", slice.Span(3, 4).Start.ToString());
        Assert.Equal("2:4", slice.Slice(0, 1).Span(0, 1).Start.ToString());
    }

    [Fact]
    public void Text_without_places_gives_its_place_as_a_whole() =>
        Assert.Equal(Text.Whole, MappedText.At("zz", Text.Whole).Span(1, 2));

    [Theory]
    [InlineData(0, "1:1")]
    [InlineData(6, "2:1")]
    [InlineData(5, "1:6")]
    [InlineData(18, "4:1")]
    [InlineData(99, "4:1")]
    public void An_offset_and_its_position_are_the_same_place(int offset, string position)
    {
        var at = File.PositionOf(offset);
        Assert.Equal(position, at.ToString());
        Assert.Equal(Math.Min(offset, 18), File.Offset(at));
    }
}
