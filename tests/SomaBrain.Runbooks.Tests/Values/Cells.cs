using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Values;

/// <summary>PostgreSQL's text of a value, as a scalar.</summary>
public sealed class Cells
{
    [Theory]
    [InlineData(16, "t", "a boolean true")]
    [InlineData(16, "f", "a boolean false")]
    [InlineData(21, "-32768", "an integer -32768")]
    [InlineData(23, "42", "an integer 42")]
    [InlineData(20, "9223372036854775807", "an integer 9223372036854775807")]
    [InlineData(26, "4294967295", "an integer 4294967295")]
    [InlineData(5069, "18446744073709551615", "text 18446744073709551615")]
    [InlineData(1700, "0.10", "a decimal 0.1")]
    [InlineData(1700, "NaN", "text NaN")]
    [InlineData(1700, "12345678901234567890123456789012345", "text 12345678901234567890123456789012345")]
    [InlineData(701, "0.1", "a decimal 0.1")]
    [InlineData(701, "1e-07", "a decimal 0.0000001")]
    [InlineData(701, "1e+20", "a decimal 100000000000000000000")]
    [InlineData(701, "1e+300", "text 1e+300")]
    [InlineData(701, "Infinity", "text Infinity")]
    [InlineData(700, "-0", "a decimal 0")]
    [InlineData(25, "5m", "text 5m")]
    [InlineData(1043, "", "text ")]
    [InlineData(2950, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "text a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData(869, "10.0.0.0/8", "text 10.0.0.0/8")]
    [InlineData(1184, "2026-11-22 16:40:12.123456+00", "a timestamp 2026-11-22T16:40:12.123456Z")]
    [InlineData(1184, "2026-11-22 16:40:12+05:30", "a timestamp 2026-11-22T11:10:12Z")]
    [InlineData(1184, "1890-01-01 00:00:00+00:53:28", "a timestamp 1889-12-31T23:06:32Z")]
    [InlineData(1184, "infinity", "text infinity")]
    [InlineData(1184, "0044-03-15 12:00:00+00 BC", "text 0044-03-15 12:00:00+00 BC")]
    [InlineData(1184, "10000-01-01 00:00:00+00", "text 10000-01-01 00:00:00+00")]
    [InlineData(1184, "0001-01-01 00:00:00+05", "text 0001-01-01 00:00:00+05")]
    [InlineData(1114, "2026-11-22 16:40:12", "a timestamp 2026-11-22T16:40:12Z")]
    [InlineData(1082, "2026-11-22", "a timestamp 2026-11-22T00:00:00Z")]
    [InlineData(1083, "16:40:12", "text 16:40:12")]
    [InlineData(1186, "00:00:00", "a duration 0s")]
    [InlineData(1186, "1 day", "a duration 1d")]
    [InlineData(1186, "3 days 04:05:06.789", "a duration 3d4h5m6s789ms")]
    [InlineData(1186, "-1 days +02:03:04", "a duration -21h56m56s")]
    [InlineData(1186, "-00:00:00.000001", "a duration -1us")]
    [InlineData(1186, "100:00:00", "a duration 4d4h")]
    [InlineData(1186, "1 mon", "text 1 mon")]
    [InlineData(1186, "1 year 2 mons 3 days 04:05:06", "text 1 year 2 mons 3 days 04:05:06")]
    [InlineData(1186, "", "text ")]
    [InlineData(17, "\\x00ff", "bytes \\x00ff")]
    [InlineData(17, "\\x", "bytes \\x")]
    [InlineData(17, "\\x0", "text \\x0")]
    [InlineData(17, "\\xzz", "text \\xzz")]
    [InlineData(3802, """{"b": [1, 2.50, true, null, "x"], "a": {}}""", """a row {"b":[1,2.50,true,null,"x"],"a":{}}""")]
    [InlineData(3802, "12345678901234567890", "a decimal 12345678901234567890")]
    [InlineData(3802, "1e400", "text 1e400")]
    [InlineData(114, "null", "null null")]
    [InlineData(114, """{"a": 1, "a": 2}""", """a row {"a":2}""")]
    [InlineData(114, "\"\\ud800\"", "text \"\\ud800\"")]
    [InlineData(1007, "{}", "a list []")]
    [InlineData(1007, "{3,NULL,1}", "a list [3,null,1]")]
    [InlineData(1007, "[0:1]={7,8}", "a list [7,8]")]
    [InlineData(1007, "{{1,2},{3,4}}", "a list [[1,2],[3,4]]")]
    [InlineData(1009, "{a,\"b,c\",\"NULL\",\"\",\"q\\\"\\\\\",NULL}", """a list ["a","b,c","NULL","","q\"\\",null]""")]
    [InlineData(1009, "{a b}", """a list ["a b"]""")]
    [InlineData(1009, "{a", "text {a")]
    [InlineData(1009, "{a}x", "text {a}x")]
    [InlineData(1009, "{\"a", "text {\"a")]
    [InlineData(1185, "{\"2026-11-22 16:40:12+00\"}", """a list ["2026-11-22 16:40:12+00"]""")]
    [InlineData(3904, "[1,10)", "text [1,10)")]
    [InlineData(99999, "mood", "text mood")]
    public void A_text_of_a_type_is_this_scalar(uint type, string text, string expected)
    {
        var scalar = CellReader.Scalar(text, type);
        Assert.Equal(expected, $"{ValueText.Kind(scalar)} {ValueText.Of(scalar)}");
    }

    [Fact]
    public void An_element_of_an_array_keeps_its_type()
    {
        var list = Assert.IsType<Value.List>(CellReader.Scalar("{1.50}", 1231));
        Assert.Equal(new Value.Cell("1.50", "pg_catalog.numeric", new Value.Number(1.5m)), list.Items[0]);
        Assert.Equal("pg_catalog.numeric[]", CellReader.SqlType(1231));
        Assert.Null(CellReader.SqlType(99999));
    }

    [Fact]
    public void Deep_JSON_stays_text()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.Equal(new Value.Text(deep), CellReader.Scalar(deep, 3802));
        Assert.IsType<Value.Text>(CellReader.Scalar(new string('{', 100_000), 1007));
    }
}
