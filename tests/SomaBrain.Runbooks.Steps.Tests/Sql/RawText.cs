using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>`| raw`: text that its author lets in as it is, and what it still cannot do.</summary>
public sealed class RawText(ScratchFixture scratch)
{
    [Fact]
    public async Task It_stands_in_the_statement_and_the_plan_warns()
    {
        await using var play = Play("n > 1 AND n < 5");

        await play.RunAsync(Playbook("read", "SELECT n FROM generate_series(1, 9) n WHERE {{ params.t | raw }} AND n <> {{ params.n }}"));

        Assert.Equal(2, ((Value.Integer)play.Trace.Result("it")["count"]!).Whole);
        var (_, description) = Assert.Single(play.Trace.Descriptions);
        Assert.Equal("SELECT n FROM generate_series(1, 9) n WHERE n > 1 AND n < 5 AND n <> $1", description.Text);
        Assert.Equal("raw text in the statement: reviewed", description.Warning);
    }

    [Theory]
    [InlineData("read", "true; COMMIT; SELECT 1 WHERE true", "RB307")]
    [InlineData("write", "true; COMMIT; SELECT 1 WHERE true", "RB307")]
    [InlineData("read", "true; DELETE FROM x WHERE a = 1", "RB109")]
    [InlineData("write", "true; DROP TABLE x; SELECT 1 WHERE true", "RB109")]
    [InlineData("read", "'", "RB305")]
    [InlineData("read", "1 = 1 --", "RB302")]
    [InlineData("read", "1 = 1 /*", "RB305")]
    public async Task It_cannot_leave_the_transaction_nor_do_more_than_the_step_says(string effect, string text, string code)
    {
        await using var play = Play(text);

        var end = await play.RunAsync(Playbook(effect, "SELECT 1 WHERE {{ params.t | raw }} AND {{ params.n }} = 3"));

        Assert.NotEqual(ExitCode.Done, end.ExitCode);
        Assert.Equal(code, end.Problems[0].Code);
    }

    [Fact]
    public async Task A_secret_is_never_raw()
    {
        await using var play = Play("x");
        play.Parameters["t"] = new Value.Secret("params.t", new Value.Text("true"));

        Assert.Equal("RB315", (await play.RunAsync(Playbook("read", "SELECT 1 WHERE {{ params.t | raw }} AND {{ params.n }} = 3"))).Problems[0].Code);
    }

    private static string Playbook(string effect, string sql) =>
        $"runbook: 1\ntitle: t\nparams: {{ t: {{ type: string, default: x }}, n: {{ type: integer, default: 3 }} }}\nsteps:\n- id: it\n  effect: {effect}\n  allow_raw: reviewed\n  sql: \"{sql}\"";

    private SqlPlay Play(string text)
    {
        var play = new SqlPlay(scratch.Cluster.Primary, "postgres");
        play.Parameters["t"] = new Value.Text(text);
        return play;
    }
}
