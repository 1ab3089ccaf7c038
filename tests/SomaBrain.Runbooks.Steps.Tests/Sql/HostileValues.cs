using System.Collections.Immutable;
using System.Text;
using Npgsql;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>Each hostile text through each kind of hole: the statement stays the same, and the value comes back as it was.</summary>
public sealed class HostileValues(ScratchFixture scratch)
{
    private const string Param = "params:\n  x: { type: string, help: x }\n  n: { type: integer, default: 0 }";

    [Fact]
    public async Task Through_a_parameter_and_a_literal_each_text_comes_back_identical()
    {
        Assert.True(HostileTexts.All.Count >= 400);
        var tree = ParseTree.Of("SELECT $1 AS p, 'x' AS l, 1 AS one, $2::text || 'x' AS both");
        var database = await VictimAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        List<string> wrong = [];
        foreach (var text in HostileTexts.All)
        {
            play.Parameters["x"] = new Value.Text(text);
            var outcome = await play.SqlAsync("SELECT {{ params.x }} AS p, {{ params.x | literal }} AS l, 1 AS one, {{ params.x }}::text || {{ params.x | literal }} AS both", top: Param);
            if (outcome is not Outcome.Succeeded || ParseTree.Of(play.Trace.Descriptions[^1].Description.Text) != tree || (play.Trace.Text("it", "p"), play.Trace.Text("it", "l"), play.Trace.Text("it", "both")) != (text, text, text + text))
            {
                wrong.Add($"{Shown(text)}: {(outcome as Outcome.Failed)?.Why.Message}");
            }
        }

        Assert.Empty(wrong);
        await UnharmedAsync(database);
    }

    [Fact]
    public async Task Through_literal_in_a_utility_statement_each_text_comes_back_identical()
    {
        var database = await VictimAsync();
        var tree = Shape("COMMENT ON TABLE victim IS 'x'");
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        List<string> wrong = [];
        foreach (var text in HostileTexts.All.Where(text => text.Length > 0))
        {
            play.Parameters["x"] = new Value.Text(text);
            await play.StepsAsync("- id: write\n  sql: COMMENT ON TABLE victim IS {{ params.x | literal }}\n- id: it\n  sql: SELECT obj_description('victim'::regclass) AS c", Param);
            if (play.Trace["write"] is not Outcome.Succeeded || PgTokens.SameShape(tree, Shape(play.Trace.Descriptions[0].Description.Text)) is not null || play.Trace.Text("it", "c") != text)
            {
                wrong.Add($"{Shown(text)}: {(play.Trace["write"] as Outcome.Failed)?.Why.Message}");
            }
        }

        Assert.Empty(wrong);
        await UnharmedAsync(database);
    }

    [Fact]
    public async Task Through_ident_each_text_is_one_name_or_refused()
    {
        var database = await VictimAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        List<string> wrong = [];
        var refused = 0;
        foreach (var text in HostileTexts.All)
        {
            play.Parameters["x"] = new Value.Text(text);
            var outcome = await play.SqlAsync("SELECT v.{{ params.x | ident }} AS value FROM (SELECT 42) AS v ({{ params.x | ident }})", top: Param);
            var possible = text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= 63;
            refused += possible ? 0 : 1;
            if (possible ? outcome is not Outcome.Succeeded || play.Trace.Text("it", "value") != "42" : outcome is not Outcome.Failed { Why.Code: "RB315" })
            {
                wrong.Add($"{Shown(text)}: {(outcome as Outcome.Failed)?.Why.Message}");
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(refused, 5, 50);
        await UnharmedAsync(database);
    }

    [Fact]
    public async Task Through_table_each_text_is_one_name_of_up_to_three_parts_or_refused()
    {
        var database = await VictimAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        List<string> wrong = [];
        foreach (var text in HostileTexts.All.Where(text => text is not ("public.victim" or "pg_catalog.pg_class" or "information_schema.tables")))
        {
            play.Parameters["x"] = new Value.Text(text);
            var outcome = await play.SqlAsync("SELECT count(*) FROM {{ params.x | table }}", top: Param);
            // refused by us, or asked for a table that is not there; nothing else can happen
            if (outcome is not Outcome.Failed { Why: { Code: "RB315" } or { SqlState: "42P01" or "0A000" } })
            {
                wrong.Add($"{Shown(text)}: {(outcome as Outcome.Failed)?.Why.Message ?? outcome.ToString()}");
            }
        }

        Assert.Empty(wrong);
        await UnharmedAsync(database);
    }

    [Theory]
    [InlineData("public.victim", "ok")]
    [InlineData("PUBLIC.Victim", "ok")]
    [InlineData("\"public\".\"victim\"", "ok")]
    [InlineData("\"Public\".victim", "42P01")]
    [InlineData("\"Ta.b \"\"le\"", "ok")]
    [InlineData("public . victim", "ok")]
    [InlineData("victim", "ok")]
    public async Task Table_reads_a_name_as_PostgreSQL_does(string name, string expected)
    {
        var database = await VictimAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Parameters = { ["x"] = new Value.Text(name) } };

        var outcome = await play.SqlAsync("SELECT count(*) FROM {{ params.x | table }}", top: Param);

        Assert.Equal(expected, outcome is Outcome.Failed failed ? failed.Why.SqlState ?? failed.Why.Code : "ok");
    }

    [Fact]
    public async Task A_list_of_hostile_names_is_as_many_names()
    {
        var names = HostileTexts.All.Where(text => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= 63).Take(200).ToList();
        await using var play = new SqlPlay(scratch.Cluster.Primary, await VictimAsync())
        {
            Parameters = { ["x"] = new Value.List([.. names.Select(name => new Value.Text(name))]) },
        };

        await play.SqlAsync(
            $"SELECT {{{{ params.x | ident }}}} FROM (SELECT {string.Join(", ", names.Select((_, i) => $"{i}"))}) AS v ({{{{ params.x | ident }}}})",
            top: "params:\n  x: { type: list, of: string, help: x }");

        Assert.Equal(names, play.Trace.Row("it").Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("SELECT {{ params.x }}", "RB314")]
    [InlineData("SELECT {{ params.x | literal }}", "RB315")]
    [InlineData("SELECT {{ params.x | ident }}", "RB315")]
    [InlineData("SELECT 1 FROM {{ params.x | table }}", "RB315")]
    public async Task A_NUL_is_refused_everywhere(string sql, string code)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.Text("a\0b") } };

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, top: Param));

        Assert.Equal(code, failed.Why.Code);
        Assert.Contains("NUL", failed.Why.Message, StringComparison.Ordinal);
        Assert.Empty(play.Connected);
    }

    public static TheoryData<Value, string> NoNames => new()
    {
        { Value.Null.Instance, "it is null, not text" },
        { new Value.Integer(3), "it is an integer, not text" },
        { new Value.Cell("3", "integer", new Value.Integer(3)), "it is an integer, not text" },
        { new Value.Secret("s", new Value.Boolean(true)), "it is a boolean, not text" },
        { new Value.Row([]), "it is a row, not text" },
    };

    [Theory]
    [MemberData(nameof(NoNames))]
    public async Task Only_text_is_a_name(Value value, string why)
    {
        foreach (var filter in new[] { "ident", "table" })
        {
            await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = value } };

            var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync($"DROP TABLE {{{{ params.x | {filter} }}}}", top: "params:\n  x: { type: identifier, optional: true, help: x }"));

            Assert.Equal(("RB315", $"`params.x | {filter}`: {why}"), (failed.Why.Code, failed.Why.Message));
            Assert.Empty(play.Connected);
        }
    }

    [Theory]
    [InlineData("SELECT {{ params.x | ident }}", "it is a list that holds null, not only text")]
    [InlineData("SELECT 1 FROM {{ params.x[0] + '..b' | table }}", "`params.x[0] + '..b' | table`: an empty name")]
    public async Task A_list_is_as_many_names_only_where_it_holds_names(string sql, string why)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.List([new Value.Text("a"), Value.Null.Instance]) } };

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, top: "params:\n  x: { type: list, of: string, help: x }"));

        Assert.Equal("RB315", failed.Why.Code);
        Assert.EndsWith(why, failed.Why.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT {{ params.x }}")]
    [InlineData("SELECT {{ params.x | literal }}")]
    [InlineData("SELECT 1 AS {{ params.x | ident }}")]
    public async Task Half_a_character_is_refused(string sql)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.Text("a\ud800b") } };

        Assert.IsType<Outcome.Failed>(await play.SqlAsync(sql, top: Param));
        Assert.Empty(play.Connected);
    }

    [Theory]
    [InlineData("SELECT 5 -{{ params.n | literal }} AS v", -3, "8")]
    [InlineData("SELECT 5 - {{ params.n | literal }} AS v", -3, "8")]
    [InlineData("SELECT 5-{{ params.n | literal }} AS v", 3, "2")]
    [InlineData("SELECT -{{ params.n | literal }}\n AS v", -3, "3")]
    [InlineData("SELECT 2*{{ params.n | literal }} AS v", -9223372036854775807, null)]
    public async Task A_negative_number_is_a_number_wherever_it_stands(string sql, long number, string? expected)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["n"] = new Value.Integer(number), ["x"] = new Value.Text("") } };

        var outcome = await play.SqlAsync(sql, top: Param);

        Assert.Equal(expected, outcome is Outcome.Succeeded ? play.Trace.Text("it", "v") : null);
    }

    [Fact]
    public async Task A_filled_name_cannot_make_a_reading_step_do_more_than_read()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { Parameters = { ["x"] = new Value.Text("pg_terminate_backend") } };

        var failed = Assert.IsType<Outcome.Failed>(await play.SqlAsync("SELECT {{ params.x | ident }}(0)", top: Param));

        Assert.Equal("RB109", failed.Why.Code);
        Assert.Empty(play.Connected);
    }

    [Fact]
    public async Task A_secret_literal_is_not_in_the_description()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await VictimAsync()) { Parameters = { ["x"] = new Value.Secret("params.x", new Value.Text("hunter2'")) } };

        await play.StepsAsync("- id: it\n  sql: COMMENT ON TABLE victim IS {{ params.x | literal }}\n- id: two\n  sql: SELECT length({{ params.x }}) AS n", Param);

        Assert.Equal("COMMENT ON TABLE victim IS <secret params.x>", play.Trace.Descriptions[0].Description.Text);
        Assert.DoesNotContain("hunter2", string.Join('\n', play.Trace.Descriptions) + string.Join('\n', play.Journal.Events), StringComparison.Ordinal);
        Assert.Equal("8", play.Trace.Text("two", "n"));
    }

    private static ImmutableArray<PgToken> Shape(string sql) => PgScanner.Scan(sql) is PgScan.Scanned scanned ? scanned.Tokens : [];

    private static string Shown(string text) => Uri.EscapeDataString(text.Length > 60 ? text[..60] : text);

    private async Task<string> VictimAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE victim (a int); INSERT INTO victim VALUES (1); CREATE TABLE \"Ta.b \"\"le\" (a int)", database, "postgres", CancellationToken.None);
        return database;
    }

    private async Task UnharmedAsync(string database)
    {
        await using var connection = await scratch.OpenAsync(database);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM victim", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }
}
