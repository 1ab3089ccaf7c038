using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class Holes
{
    /// <summary>In the texts <c>#</c> is a hole; the n-th becomes <c>$n</c>.</summary>
    [Theory]
    [InlineData("select #", "Ok { }")]
    [InlineData("select #::int, (#), -#, @#, #", "Ok { }")]
    [InlineData("select 'é😀', #, '😀' where a=#and b", "HoleNotParameter { Index = 1, Where = TouchesWord }")]
    [InlineData("select '#'", "HoleNotParameter { Index = 0, Where = InsideString }")]
    [InlineData("select #, 'a #'", "HoleNotParameter { Index = 1, Where = InsideString }")]
    [InlineData("select E'a\\'#'", "HoleNotParameter { Index = 0, Where = InsideString }")]
    [InlineData("select U&'é#' , 1", "HoleNotParameter { Index = 0, Where = InsideString }")]
    [InlineData("select 'a'\n '#'", "HoleNotParameter { Index = 0, Where = InsideString }")]
    [InlineData("select $$#$$", "HoleNotParameter { Index = 0, Where = InsideDollarQuote }")]
    [InlineData("select $q$ # $q$", "HoleNotParameter { Index = 0, Where = InsideDollarQuote }")]
    [InlineData("select 1 -- #", "HoleNotParameter { Index = 0, Where = InsideComment }")]
    [InlineData("select 1 /* # */", "HoleNotParameter { Index = 0, Where = InsideComment }")]
    [InlineData("select \"#\"", "HoleNotParameter { Index = 0, Where = InsideQuotedIdentifier }")]
    [InlineData("select U&\"#\"", "HoleNotParameter { Index = 0, Where = InsideQuotedIdentifier }")]
    [InlineData("select a#", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select #a", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select #é", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select #2", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select 12#", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select #.5", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select ##", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select \"a\"#", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select #\"a\"", "HoleNotParameter { Index = 0, Where = TouchesWord }")]
    [InlineData("select $$#", "ScanFailed { Offset = 7, Message = unterminated dollar-quoted string at or near \"$$$1\" }")]
    [InlineData("select '#", "ScanFailed { Offset = 7, Message = unterminated quoted string at or near \"'$1\" }")]
    [InlineData("select #, $9", "AuthorParameter { Offset = 11 }")]
    [InlineData("select $1, #", "AuthorParameter { Offset = 7 }")]
    [InlineData("select '$1', #", "Ok { }")]
    [InlineData("select 0x1F, 1_000, #", "Ok { }")]
    public void A_hole_is_a_parameter_or_the_verdict_says_why_not(string text, string verdict)
    {
        var (sql, holes) = Fill(text);
        Assert.Equal(verdict, HoleScan.Check(PgScanner.Scan(sql), holes).ToString());
    }

    [Fact]
    public void A_hole_that_is_not_there_is_no_parameter() =>
        Assert.Equal(new HoleCheck.HoleNotParameter(0, HolePlace.Other), HoleScan.Check(PgScanner.Scan("select 1"), [new(9, "$1")]));

    /// <summary>Ok is only said when the server, too, sees one parameter per hole: the parse tree of the same text counts them.</summary>
    [Fact]
    public void Whatever_stands_around_a_hole_Ok_means_one_parameter_each()
    {
        var piece = Reading.AnyOf("#", "#", " ", "'", "\"", "$", "$$", "$a$", "--", "\n", "/*", "*/", "a", "é", "1", ".", "E'", "U&'", "\\", "(", ")", "::", "+", "b'", "😀", "'x'", ",");
        piece.Array[1, 10].Sample(pieces =>
        {
            var (sql, holes) = Fill(string.Concat(pieces.Prepend("select ")));
            if (HoleScan.Check(PgScanner.Scan(sql), holes) is HoleCheck.Ok)
            {
                var tokens = Reading.Tokens(sql);
                Assert.Equal(holes.Select(h => (h.Offset, h.End)), tokens.Where(t => t.Kind == PgTokenKind.Parameter).Select(t => (t.Start, t.End)));
                if (PgParser.Parse(sql) is ParsedStatement parsed)
                {
                    Assert.Equal(holes.Count, parsed.HighestParameter);
                }
            }
        }, iter: 20_000);
    }

    private static (string Sql, IReadOnlyList<HoleAt> Holes) Fill(string text)
    {
        var holes = new List<HoleAt>();
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', StringComparison.Ordinal))
        {
            holes.Add(new(at, $"${holes.Count + 1}"));
            text = text[..at] + holes[^1].Text + text[(at + 1)..];
        }

        return (text, holes);
    }
}
