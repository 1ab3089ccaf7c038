using System.Collections.Immutable;
using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>A plain text is not scanned unless somebody asks for its tokens; behind a semicolon it is no plain text.</summary>
public sealed class Plain
{
    private static readonly Gen<string> Text =
        Reading.AnyOf("select", "count(*)", "from", "pg_stat_activity", "WHERE", "a.b", "begin", "atomic", "create function f()", "end", "x", "U", "e", "_", " ", "\n", "\t", "\r", "(", ")", ",", ".", "..", "*", "=", "<", ">", "<>", "=>")
            .Array[0, 24].Select(string.Concat);

    [Fact]
    public void It_is_one_statement_as_the_scanner_would_say() => Text.Sample(text =>
    {
        var (plain, scanned) = (Split(text), Split($";{text}"));
        Assert.Equal(scanned.Select(statement => (statement.Text, statement.Offset - 1)), plain.Select(statement => (statement.Text, statement.Offset)));
    });

    [Fact]
    public void It_is_understood_as_after_a_scan() => Text.Sample(text =>
    {
        foreach (var (plain, scanned) in Split(text).Zip(Split($";{text}")))
        {
            Assert.Equivalent(PgParser.Parse(scanned), PgParser.Parse(plain), strict: true);
        }
    });

    [Fact]
    public void Its_tokens_are_those_of_the_scanner() => Text.Sample(text =>
    {
        var (plain, scanned) = (Tokens(text), Tokens($";{text}"));
        Assert.Equal(scanned.Skip(1).Select(token => (token.Code, token.Kind, token.Start - 1, token.End - 1)), plain.Select(token => (token.Code, token.Kind, token.Start, token.End)));
    });

    [Theory]
    [InlineData("select 'a'")]
    [InlineData("select $1")]
    [InlineData("a; b")]
    [InlineData("select -- x")]
    [InlineData("")]
    [InlineData(" \n")]
    public void Another_text_is_scanned(string text) => Assert.Equal(Split($";{text}").Select(statement => statement.Text), Split(text).Select(statement => statement.Text));

    [Fact]
    public void A_hole_that_is_not_there_is_missed() =>
        Assert.IsType<HoleCheck.HoleNotParameter>(HoleScan.Check(PgScanner.Scan("select a"), [new(7, "$1")]));

    private static ImmutableArray<SqlStatement> Split(string text) => Assert.IsType<PgSplit.Statements>(PgStatements.Split(PgScanner.Scan(text))).All;

    private static ImmutableArray<PgToken> Tokens(string text) => Assert.IsType<PgScan.Scanned>(PgScanner.Scan(text)).Tokens;
}
