using CsCheck;

namespace SomaBrain.Runbooks.PgQuery.Tests;

/// <summary>Short forms for what all tests ask.</summary>
internal static class Reading
{
    public static ParsedStatement Parsed(string sql) => Assert.IsType<ParsedStatement>(PgParser.Parse(sql));

    public static PgToken[] Tokens(string sql) => [.. Assert.IsType<PgScan.Scanned>(PgScanner.Scan(sql)).Tokens];

    public static string[] Statements(string sql) => [.. Assert.IsType<PgSplit.Statements>(PgStatements.Split(PgScanner.Scan(sql))).All.Select(s => s.Text)];

    public static Gen<string> AnyOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
