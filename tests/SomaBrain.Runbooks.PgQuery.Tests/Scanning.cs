using System.Text;
using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class Scanning
{
    [Theory]
    [InlineData("select", "Keyword:select")]
    [InlineData("é$1", "Identifier:é$1")]
    [InlineData("\"A b\"", "QuotedIdentifier:\"A b\"")]
    [InlineData("$1::int", "Parameter:$1 Operator::: Keyword:int")]
    [InlineData("'a''b' 1.5e3", "String:'a''b' Number:1.5e3")]
    [InlineData("'a'\n 'b'", "String:'a'\n 'b'")]
    [InlineData("E'\\'' N'x'", "String:E'\\'' Keyword:N String:'x'")]
    [InlineData("$é$ ' $1 $é$", "DollarString:$é$ ' $1 $é$")]
    [InlineData("b'01' X'1F'", "BitString:b'01' BitString:X'1F'")]
    [InlineData("a -- $1\nb /* /* $2 */ */", "Identifier:a Comment:-- $1 Identifier:b Comment:/* /* $2 */ */")]
    [InlineData("a->>b != c..d", "Identifier:a Operator:->> Identifier:b Operator:!= Identifier:c Operator:.. Identifier:d")]
    [InlineData("U&'d\\0061' , 1", "String:U&'d\\0061' Operator:, Number:1")]
    [InlineData("U&\"d\\0061\" /* x */", "QuotedIdentifier:U&\"d\\0061\" Comment:/* x */")]
    [InlineData("U&'x'\n 'y' ", "String:U&'x'\n 'y'")]
    [InlineData("'😀' a", "String:'😀' Identifier:a")]
    [InlineData("12$1.5", "Number:12 Parameter:$1 Number:.5")]
    [InlineData("a\u0001", "Identifier:a Other:\u0001")]
    [InlineData("0x1F + 1_000 + 0o17 + 0b11 + 1_0.5", "Number:0x1F Operator:+ Number:1_000 Operator:+ Number:0o17 Operator:+ Number:0b11 Operator:+ Number:1_0.5")]
    [InlineData("", "")]
    public void Tokens_have_kind_and_text(string sql, string expected) =>
        Assert.Equal(expected, string.Join(' ', Reading.Tokens(sql).Select(t => $"{t.Kind}:{t.In(sql)}")));

    [Theory]
    [InlineData("select 'abc", 7, "unterminated quoted string")]
    [InlineData("select '😀', 'abc", 13, "unterminated quoted string")]
    [InlineData("select \"é\", \"abc", 12, "unterminated quoted identifier")]
    [InlineData("/* x", 0, "unterminated /* comment")]
    [InlineData("select $a$ $1", 7, "unterminated dollar-quoted string")]
    [InlineData("select $1a", 7, "trailing junk after parameter")]
    [InlineData("select 12ab", 7, "trailing junk after numeric literal")]
    [InlineData("select 0xZZ", 7, "trailing junk after numeric literal")]
    [InlineData("select 0x1FG", 7, "trailing junk after numeric literal")]
    [InlineData("select 1__0", 7, "trailing junk after numeric literal")]
    [InlineData("select '\0'", 8, "a NUL character")]
    public void What_cannot_be_scanned_is_told_with_its_place(string sql, int offset, string message)
    {
        var failed = Assert.IsType<PgScan.Failed>(PgScanner.Scan(sql));
        Assert.Equal(offset, failed.Offset);
        Assert.StartsWith(message, failed.Message, StringComparison.Ordinal);
    }

    [Fact] // An attribute cannot carry half a pair
    public void Half_a_surrogate_pair_cannot_be_scanned() => Assert.Equal(8, Assert.IsType<PgScan.Failed>(PgScanner.Scan("select '\ud83d'")).Offset);

    [Fact]
    public void Offsets_are_characters_whatever_stands_between()
    {
        var piece = Reading.AnyOf("'é'", "'😀😀'", "\"𝔘x\"", "名前", "$1", "1", "/* ü */", "-- ñ\n", "$ß$ é $ß$", "U&'\\00e9 ü'", "U&\"ö\"", "+", "Ωx", "'x'", "(");
        piece.Array[0, 12].Sample(pieces =>
        {
            var sql = new StringBuilder();
            var starts = pieces.Select(p =>
            {
                var start = sql.Length;
                sql.Append(p).Append(' ');
                return (start, p.TrimEnd('\n'));
            }).ToArray();
            var tokens = Reading.Tokens(sql.ToString());
            Assert.Equal(starts, tokens.Select(t => (t.Start, t.In(sql.ToString()).ToString())));
        });
    }
}
