using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A server that repeats a part of a secret is not quoted.</summary>
public sealed class WithheldWords(ScratchFixture scratch)
{
    private const string Top = "params:\n  word: { type: secret, from: \"env:X\" }";

    [Theory]
    [InlineData("effect: read, sql: \"SELECT split_part({{ params.word }}, '-', 2)::int\"", "invalid_text_representation", "22P02")]
    [InlineData("effect: read, sql: \"SELECT substr({{ params.word | literal }}, 5)::int\"", "invalid_text_representation", "22P02")]
    [InlineData("effect: read, sql: \"SELECT tell({{ params.word }})\"", "raise_exception", "P0001")]
    [InlineData("effect: write, sql: \"INSERT INTO t VALUES (tell({{ params.word }}))\"", "raise_exception", "P0001")]
    [InlineData("effect: write, transaction: false, sql: \"SELECT tell({{ params.word }})\"", "raise_exception", "P0001")]
    [InlineData("effect: read, sql: \"SELECT tell({{ params.word }}, 'UE001')\"", "an error of its own", "UE001")]
    [InlineData("effect: write, sql: \"INSERT INTO t VALUES ('x')\", done_when: { sql: \"SELECT tell({{ params.word }}) = ''\" }", "raise_exception", "P0001")]
    public async Task An_error_is_told_by_its_condition(string step, string condition, string state)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- {{ id: it, {step} }}", Top);

        var problem = end.Problems[0];
        Assert.Equal($"the server says: {condition}; its words are withheld, as the statement carries a secret ({state})", problem.Message);
        Assert.Equal(state, problem.SqlState);
        Assert.Contains("sensitive: false", problem.Hint, StringComparison.Ordinal);
        Assert.NotNull(problem.Span);
    }

    [Theory]
    [InlineData("effect: read, sql: \"SELECT note({{ params.word }})\"")]
    [InlineData("effect: write, sql: \"INSERT INTO t VALUES (note({{ params.word }}))\"")]
    [InlineData("effect: write, transaction: false, sql: \"SELECT note({{ params.word }})\"")]
    [InlineData("effect: read, rows: 7, sql: \"SELECT note({{ params.word }})\"")]
    public async Task Notices_are_counted(string step)
    {
        await using var play = await PlayAsync();

        await play.StepsAsync($"- {{ id: it, {step} }}", Top);

        var result = Assert.IsType<Value.Row>(play.Journal.Of<JournalEvent.StepOutcome>().Single().Result);
        Assert.Equal("2 notices of the server are withheld, as the statement carries a secret", ValueText.Of(Assert.Single(((Value.List)result["notices"]!).Items)));
    }

    [Fact]
    public async Task A_preview_that_fails_is_not_quoted_either()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("- { sql: \"INSERT INTO t VALUES ('x')\", effect: write, preview: \"SELECT tell({{ params.word }})\" }", Top);

        Assert.Equal("its preview failed: the server says: raise_exception; its words are withheld, as the statement carries a secret (P0001)", plan.Steps[0].Reason);
    }

    [Theory]
    [InlineData("effect: read, sql: \"SELECT tell({{ params.word }})\"")]
    [InlineData("effect: write, sql: \"INSERT INTO t VALUES ('x')\", done_when: { sql: \"SELECT tell({{ params.word }}) = ''\" }")]
    public async Task A_step_that_says_it_is_not_sensitive_is_quoted(string step)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- {{ id: it, sensitive: false, {step} }}", Top);

        Assert.Equal("the server says: it begins with cAn4 (P0001)", end.Problems[0].Message);
    }

    [Fact]
    public async Task A_statement_without_a_secret_is_quoted()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- { id: it, sql: \"SELECT tell('open')\", effect: read }", Top);

        Assert.Equal("the server says: it begins with open (P0001)", end.Problems[0].Message);
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync(
            """
            CREATE TABLE t (a text);
            CREATE FUNCTION tell(text, state text DEFAULT 'P0001') RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE EXCEPTION 'it begins with %', left($1, 4) USING ERRCODE = state, DETAIL = right($1, 6), HINT = reverse($1); END$$;
            CREATE FUNCTION note(text) RETURNS text LANGUAGE plpgsql AS
              $$BEGIN RAISE NOTICE 'it begins with %', left($1, 4); RAISE WARNING 'backwards %', reverse($1); RETURN $1; END$$;
            """,
            database, "postgres", CancellationToken.None);
        var play = new SqlPlay(scratch.Cluster.Primary, database);
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text("cAn4ry-of-the-mine"));
        return play;
    }
}
