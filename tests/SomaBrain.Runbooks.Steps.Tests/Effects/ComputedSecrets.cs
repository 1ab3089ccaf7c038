using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>What a server computes from a secret that was sent to it is as secret as what an expression computes.</summary>
public sealed class ComputedSecrets(ScratchFixture scratch)
{
    private const string Word = "cAn4ry-of-the-mine";
    private const string Top = "params:\n  word: { type: secret, from: \"env:X\" }";

    [Theory]
    [InlineData("md5({{ params.word }})")]
    [InlineData("reverse({{ params.word }})")]
    [InlineData("ARRAY[upper({{ params.word }})]")]
    [InlineData("json_build_object('w', lower({{ params.word }}))")]
    [InlineData("sha256({{ params.word }}::bytea)")]
    public async Task Text_that_comes_back_is_secret_and_expressions_compute_with_it(string expression)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- {{ id: it, sql: \"SELECT {expression} AS word\" }}\n- assert: size(steps.it.row.word | json) > 0\n- {{ id: shown, shell: [echo, \"{{{{ steps.it.row.word | json }}}}\"], effect: read, on_failure: continue }}", Top);

        Assert.Equal("steps.it.word", Assert.IsType<Value.Secret>(play.Trace.Row("it")["word"]).Name);
        Assert.Equal("RB423", end.Problems.Single().Code);
    }

    [Fact]
    public async Task A_number_a_moment_or_a_yes_is_none()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- { id: it, sql: \"INSERT INTO t (a) VALUES ({{ params.word }}) RETURNING id, now() AS at, a = {{ params.word }} AS same, length(a) AS n, a\" }", Top);

        var row = play.Trace.Row("it");
        Assert.All(["id", "at", "same", "n"], name => Assert.IsType<Value.Cell>(row[name]));
        Assert.IsType<Value.Secret>(row["a"]);
    }

    [Fact]
    public async Task A_step_that_says_it_is_not_sensitive_shows_what_it_computed_and_never_the_secret_itself()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- { id: it, sensitive: false, sql: \"SELECT md5({{ params.word }}) AS hash, {{ params.word }} AS word\" }", Top);

        Assert.IsType<Value.Cell>(play.Trace.Row("it")["hash"]);
        Assert.IsType<Value.Secret>(play.Trace.Row("it")["word"]);
    }

    [Fact]
    public async Task A_statement_without_a_secret_returns_none()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- { id: it, sql: SELECT md5('x') AS hash }", Top);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.IsType<Value.Cell>(play.Trace.Row("it")["hash"]);
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (id serial, a text)", database, "postgres", CancellationToken.None);
        var play = new SqlPlay(scratch.Cluster.Primary, database);
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text(Word));
        return play;
    }
}
