using CsCheck;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Values;

public sealed class Texts_of_values
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1s500ms", 1.5)]
    [InlineData("0s", 0)]
    public void A_duration_is_read_and_written(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(text, Durations.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("30m1h")]
    [InlineData("1m1m")]
    [InlineData("5M")]
    [InlineData("5min")]
    [InlineData("99999999999999999999d")]
    [InlineData("99999999999d")]
    [InlineData("٥m")]
    public void A_duration_without_its_form_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData("0B", 0)]
    [InlineData("512B", 512)]
    [InlineData("4KiB", 4096)]
    [InlineData("16MiB", 16777216)]
    [InlineData("2TiB", 2199023255552)]
    public void A_size_is_read_and_written(string text, long count)
    {
        Assert.True(Sizes.TryParse(text, out var size));
        Assert.Equal(count, size);
        Assert.Equal(text, Sizes.Format(size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("16")]
    [InlineData("16MB")]
    [InlineData("16mib")]
    [InlineData("-1B")]
    [InlineData("1.5GiB")]
    [InlineData("MiB")]
    [InlineData("9999999999TiB")]
    public void A_size_without_its_form_is_refused(string text) => Assert.False(Sizes.TryParse(text, out _));

    [Theory]
    [InlineData("2026-11-22T16:40:12Z", "2026-11-22T16:40:12Z")]
    [InlineData("2026-11-22T16:40:12.100Z", "2026-11-22T16:40:12.1Z")]
    [InlineData("2026-11-22 16:40:12.123456+01:00", "2026-11-22T15:40:12.123456Z")]
    [InlineData("2026-11-22T00:00:00-05:30", "2026-11-22T05:30:00Z")]
    public void A_timestamp_is_read_with_its_offset(string text, string expected)
    {
        Assert.True(Timestamps.TryParse(text, out var at));
        Assert.Equal(expected, Timestamps.Format(at));
    }

    [Theory]
    [InlineData("2026-11-22T16:40:12")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T16:40Z")]
    [InlineData("2026-11-22T16:40:12.1234567Z")]
    [InlineData("2026-11-22T16:40:60Z")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-11-22T16:40:12+1")]
    [InlineData("22.11.2026 16:40:12 +01:00")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("now")]
    [InlineData("")]
    public void A_timestamp_without_its_form_is_refused(string text) => Assert.False(Timestamps.TryParse(text, out _));

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-7", "0.00000015")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("1.00000000000000000000000000000000000000", "1")]
    [InlineData("100000000000000000000000000000e-10", "10000000000000000000")]
    [InlineData("0e999", "0")]
    public void A_decimal_is_read_exactly(string text, string expected)
    {
        Assert.True(Decimals.TryParse(text, out var number));
        Assert.Equal(expected, Decimals.Format(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e-300")]
    [InlineData("1e308")]
    [InlineData("1e999999999")]
    [InlineData("0.123456789012345678901234567891")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("1 000")]
    [InlineData("1,5")]
    [InlineData("1.-5")]
    public void A_decimal_is_never_rounded(string text) => Assert.False(Decimals.TryParse(text, out _));

    [Fact]
    public void A_secret_never_gives_its_content()
    {
        Value secret = new Value.Secret("params.password", new Value.Text("geheim"));
        Value list = new Value.List([secret, new Value.Row([new("p", secret)])]);
        foreach (var text in (string[])[ValueText.Of(secret), ValueText.Of(list), JsonText.Of(list), secret.ToString(), list.ToString()!])
        {
            Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        Gen.Long[0, TimeSpan.MaxValue.Ticks / 10].Select(micros => new TimeSpan(micros * 10)).Sample(duration =>
            Durations.TryParse(Durations.Format(duration), out var read) && read == duration);
        Gen.Long[0, long.MaxValue].Sample(count => Sizes.TryParse(Sizes.Format(count), out var read) && read == count);
        Gen.Decimal.Sample(number => Decimals.TryParse(Decimals.Format(number), out var read) && read == number);
        Gen.Long[0, DateTime.MaxValue.Ticks / 10].Select(micros => new DateTimeOffset(micros * 10, TimeSpan.Zero)).Sample(at =>
            Timestamps.TryParse(Timestamps.Format(at), out var read) && read == at);
    }

    [Fact]
    public void Any_text_goes_through_JSON() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        Assert.Equal(new Value.Text(text), JsonValues.Read(JsonText.Of(new Value.Text(text)))));

    [Theory]
    [InlineData("[1.50,-0.0,0,12.0,-7]")]
    [InlineData("[123456789012345678901234567890,-1.5e+400,0.12345678901234567890123456789010]")]
    [InlineData("[1e3,\"1.50\"]", "[1000,\"1.50\"]")]
    public void A_number_goes_through_JSON_with_its_digits(string text, string? written = null) =>
        Assert.Equal(written ?? text, JsonText.Of(JsonValues.Read(text)!));

    [Theory]
    [InlineData("1e+30", "1e+30")]
    [InlineData("-0.5E-7", "-0.5E-7")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("05", "\"05\"")]
    [InlineData("1.", "\"1.\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("1x", "\"1x\"")]
    [InlineData("-", "\"-\"")]
    public void A_number_of_a_server_is_one_in_JSON_where_JSON_can_write_it(string content, string written) =>
        Assert.Equal(written, JsonText.Of(new Value.Cell(content, "pg_catalog.float8", new Value.Text(content))));

    [Fact]
    public void Half_a_surrogate_pair_does_not_break_JSON() =>
        Assert.Equal("{\"\ufffd\":\"a\ufffd\"}", JsonText.Of(new Value.Row([new("\ud800", new Value.Text("a\udc00"))])));
}
