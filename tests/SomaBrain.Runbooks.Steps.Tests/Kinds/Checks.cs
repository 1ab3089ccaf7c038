using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>`assert`, `metric`, `branch` and `note`.</summary>
public sealed class Checks
{
    [Theory]
    [InlineData("assert: 1 == 1", ExitCode.Done, "")]
    [InlineData("assert: [1 == 1, 2 == 2]", ExitCode.Done, "")]
    [InlineData("assert: [1 == 1, 2 == 3]", ExitCode.SaidNo, "`2 == 3` is false")]
    [InlineData("assert: 1 == 2, severity: warn", ExitCode.Done, "`1 == 2` is false")]
    [InlineData("assert: 1 == 2, message: \"{{ 1 + 1 }} are left\", remedy: run again", ExitCode.SaidNo, "2 are left")]
    [InlineData("assert: params.n == 2", ExitCode.SaidNo, "`params.n == 2` is false (params.n is 7)")]
    [InlineData("assert: 1 == 2, on_failure: warn", ExitCode.Done, "`1 == 2` is false")]
    [InlineData("assert: 1 == 2, on_failure: continue", ExitCode.SaidNo, "`1 == 2` is false")]
    public async Task An_assert_says_what_is_not_true(string step, int exit, string message)
    {
        await using var play = Play();

        var end = await RunAsync(play, $"- {{ id: it, {step} }}");

        Assert.Equal((exit, message), (end.ExitCode, Message(play.Trace["it"])));
    }

    [Fact]
    public async Task A_failed_assert_stops_the_run()
    {
        await using var play = Play();

        await RunAsync(play, "- { id: it, assert: 1 == 2 }\n- { id: never, note: x }");

        Assert.False(play.Trace.Has("never"));
    }

    [Theory]
    [InlineData("value: 5, warn: value > 10", "ok", ExitCode.Done)]
    [InlineData("value: 50, warn: value > 10, fail: value > 100", "warn", ExitCode.Done)]
    [InlineData("value: 500, warn: value > 10, fail: value > 100", "fail", ExitCode.SaidNo)]
    [InlineData("value: \"null\", warn: value > 10", "unknown", ExitCode.Done)]
    [InlineData("value: 64MiB, fail: value > 16MiB", "fail", ExitCode.SaidNo)]
    [InlineData("value: 90s, warn: value > 1m", "warn", ExitCode.Done)]
    public async Task A_metric_is_judged(string metric, string level, int exit)
    {
        await using var play = Play();

        var end = await RunAsync(play, $"- {{ id: it, metric: x, labels: {{ l: a }}, {metric} }}");

        Assert.Equal((level, exit), (play.Trace["it"].Metric!.Level, end.ExitCode));
    }

    [Fact]
    public async Task A_metric_is_no_text()
    {
        await using var play = Play();

        await RunAsync(play, "- { id: b, metric: y, value: \"run.id == 'x' ? 1 : 'seven'\" }");

        Assert.Equal("RB412", ((Outcome.Failed)play.Trace["b"]).Why.Code);
    }

    [Fact]
    public async Task A_metric_is_a_number_that_can_be_compared()
    {
        await using var play = Play();

        await RunAsync(play, "- { id: b, metric: y, value: \"run.id == 'x' ? 1 : 'NaN'\" }");

        Assert.Equal("the value of metric `y` is `NaN`", ((Outcome.Failed)play.Trace["b"]).Why.Message);
    }

    [Theory]
    [InlineData("1 == 1", "2 == 2", "1")]
    [InlineData("1 == 2", "2 == 2", "2")]
    [InlineData("1 == 2", "2 == 3", "else")]
    public async Task The_first_arm_that_is_true_is_taken(string first, string second, string arm)
    {
        await using var play = Play();

        await RunAsync(play, $"- id: it\n  branch:\n  - {{ when: {first}, steps: [{{ id: a, note: a }}] }}\n  - {{ when: {second}, steps: [{{ id: b, note: b }}] }}\n  else: [{{ id: c, note: c }}]\n- {{ id: said, note: \"{{{{ steps.it.arm }}}} {{{{ steps.a.status }}}}\" }}");

        Assert.Equal([arm], ((Outcome.Took)play.Trace["it"]).Arms);
        Assert.Equal($"{arm} {(arm == "1" ? "ok" : "skipped")}", play.Trace.Descriptions.Single(one => one.Step == "said").Description.Text);
    }

    [Fact]
    public async Task Without_else_no_arm_may_be_taken()
    {
        await using var play = Play();

        await RunAsync(play, "- id: it\n  branch: [{ when: 1 == 2, steps: [{ note: a }] }]\n- { id: said, note: \"{{ steps.it.arm ?? 'none' }}\" }");

        Assert.Equal("none", play.Trace.Descriptions.Single(one => one.Step == "said").Description.Text);
    }

    [Fact]
    public async Task A_dry_run_that_cannot_know_shows_all_arms()
    {
        await using var play = new SqlPlay(KindPlay.Nowhere) { IsDryRun = true };

        await RunAsync(play, "- { id: q, ask: Which?, type: integer }\n- id: it\n  branch: [{ when: steps.q.value == 2, steps: [{ id: a, note: a }] }]\n  else: [{ id: b, note: b }]");

        Assert.Equal(new Outcome.Took(["1", "else"], Certain: false).Arms, ((Outcome.Took)play.Trace["it"]).Arms);
        Assert.True(play.Trace.Has("a") && play.Trace.Has("b"));
    }

    [Fact]
    public async Task A_note_is_text_and_shows_no_secret()
    {
        await using var play = Play();
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));

        await play.RunAsync("runbook: 1\ntitle: t\nparams: { pw: { type: secret, from: \"env:X\" } }\nsteps:\n- { id: it, note: \"It is {{ params.pw }}\" }");

        Assert.Equal("It is ***", play.Trace.Descriptions[0].Description.Text);
    }

    private static string Message(Outcome outcome) => outcome switch
    {
        Outcome.SaidNo no => no.Why.Message,
        Outcome.Warned warned => warned.Why.Message,
        _ => "",
    };

    private static SqlPlay Play() => new(KindPlay.Nowhere);

    private static Task<RunEnd> RunAsync(SqlPlay play, string steps) =>
        play.RunAsync($"runbook: 1\ntitle: t\nparams: {{ n: {{ type: integer, default: 7 }} }}\nsteps:\n{steps}");
}
