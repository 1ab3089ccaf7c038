using System.Collections.Immutable;
using CsCheck;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Fuzzing;

/// <summary>Statements of any form with holes anywhere, filled with any text: refused, or the same tokens as with a harmless one. Nobody listens: it ends where it would be sent.</summary>
public sealed class Any_statement
{
    private static readonly string[] Pieces =
    [
        " {{ params.x }} ", " {{ params.x | ident }} ", " {{ params.x | literal }} ", ", ", "(", ")", " + ", "{{ params.x }}", "{{ params.x | ident }}", "{{ params.x | literal }}", "{{ params.x | table }}", " ", " ", "'", "''", "\"", "$$", "$a$", "--", "\n", "/*", "*/", "a", "é", "1", ".", "E'", "U&'", "\\", "(", ")", "::text", "+", "-", ",", ";", "'x'", "\"y\"", "SELECT ", "FROM ", "WHERE ", "COMMENT ON TABLE t IS ",
    ];

    private int _sent;

    [Fact]
    public async Task Keeps_its_tokens_whatever_fills_its_holes()
    {
        await Sampled();
        Assert.InRange(_sent, 5, int.MaxValue);
    }

    private Task Sampled() =>
        (from pieces in Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 10]
         from hostile in Gen.Int[0, HostileTexts.All.Count - 1]
         select (Sql: "SELECT " + string.Concat(pieces), Value: HostileTexts.All[hostile])).SampleAsync(
            async one =>
            {
                if (Escaped(one.Sql) is not { } yaml)
                {
                    return;
                }

                if (await SentAsync(yaml, one.Value) is { } sent)
                {
                    Interlocked.Increment(ref _sent);
                    var harmless = await SentAsync(yaml, "x");
                    Assert.NotNull(harmless);
                    var difference = PgTokens.SameShape(Tokens(harmless), Tokens(sent));
                    // a name of two parts has more tokens than a name of one
                    Assert.True(difference is null || one.Sql.Contains("| table", StringComparison.Ordinal), $"{one.Sql}\nwith {one.Value}\nis {sent}");
                }
            },
            iter: 300 * Soak.Factor);

    /// <summary>The playbook, when it can be read.</summary>
    private static string? Escaped(string sql)
    {
        var quoted = sql.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        var yaml = $"runbook: 1\ntitle: t\nparams:\n  x: {{ type: string, help: x }}\nsteps:\n  - id: it\n    effect: destroy\n    sql: \"{quoted}\"\n";
        return new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("a.yaml", yaml), new DiagnosticBag()) is null ? null : yaml;
    }

    private static async Task<string?> SentAsync(string yaml, string value)
    {
        await using var play = new SqlPlay("host=/nowhere port=1 dbname=x user=x") { Parameters = { ["x"] = new Value.Text(value) } };
        await play.RunAsync(yaml);
        return play.Trace["it"] is Outcome.Failed { Why.Code: "RB640" or "RB641" or "RB655" } && play.Trace.Descriptions is [var (_, description)] ? description.Text : null;
    }

    private static ImmutableArray<PgToken> Tokens(string sql) => Assert.IsType<PgScan.Scanned>(PgScanner.Scan(sql)).Tokens;
}
