using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

public sealed class AnyText
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.String[0, 5],
        Reading.AnyOf(
            "select ", "from t ", "with a as (", ")", "(", ";", "'", "\"", "$$", "$1", "--", "\n", "/*", "*/", "E'", "U&'", "U&\"", "\\", "0x1_", "0xf", "1_0",
            "é", "😀", "\0", "\ud83d", "delete ", "where ", "begin atomic ", "end ", "case ", "create function ", "::", ",", "1", "a", "explain (analyze off) "));

    [Fact]
    public void Whatever_the_text_is_nothing_throws_and_offsets_stay_inside() => Piece.Array[0, 12].Sample(
        pieces =>
        {
            var sql = string.Concat(pieces);
            if (PgScanner.Scan(sql) is PgScan.Scanned scanned)
            {
                Assert.All(scanned.Tokens, token => Assert.InRange(token.End, token.Start + 1, sql.Length));
                var statements = Assert.IsType<PgSplit.Statements>(PgStatements.Split(PgScanner.Scan(sql))).All;
                Assert.All(statements, s => Assert.Equal(s.Text, sql.Substring(s.Offset, s.Text.Length)));
                Assert.All(statements, s => Assert.Equal(Understood(PgParser.Parse(s.Text)), Understood(PgParser.Parse(s))));
                Assert.All(statements, s => Assert.NotEqual(new NotUnderstood("no statement", 0), PgParser.Parse(s.Text)));
            }

            if (PgParser.Parse(sql) is NotUnderstood not)
            {
                Assert.InRange(not.Offset, 0, sql.Length);
            }

            HoleScan.Check(PgScanner.Scan(sql), [new(sql.Length / 2, "$1")]);
        },
        iter: 20_000);

    /// <summary>All that is found in the tokens, which a statement of a script has from the scan of the script.</summary>
    private static string Understood(ParseResult result) => result is ParsedStatement parsed
        ? $"{parsed.Kind} ${parsed.HighestParameter} {string.Join(' ', parsed.SideEffects)}"
        : result.ToString();
}
