using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class Asking
{
    [Theory]
    [InlineData("type: integer, min: 1", "7", "7")]
    [InlineData("type: integer, default: 3", "", "3")]
    [InlineData("type: integer, optional: true", "", "null")]
    [InlineData("type: string", "", "")]
    [InlineData("type: boolean", "false", "false")]
    [InlineData("type: enum, values: [x, y]", "y", "y")]
    [InlineData("type: list, of: integer", "1, 2", "[1,2]")]
    [InlineData("type: duration, max: 1h", "90s", "1m30s")]
    [InlineData("choices: \"['a', 'b']\"", "b", "b")]
    [InlineData("choices: \"['a', 'b']\"", "2", "b")]
    [InlineData("choices: \"[3, 1, 2]\"", "1", "1")]
    [InlineData("choices: \"['a', 'b']\", label: \"node {{ item }}\"", "node b", "b")]
    public async Task An_answer_is_a_value_of_its_rules(string rules, string typed, string value)
    {
        await using var play = KindPlay.With(new(typed));

        var end = await play.StepsAsync($"- {{ id: it, ask: Which?, {rules} }}");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(value, play.Told("it", "value"));
        Assert.Equal("ann", play.Told("it", "by"));
        var answered = Assert.Single(play.Journal.Of<JournalEvent.ConfirmAnswered>());
        Assert.Equal((value, AnswerMeans.Resume), (ValueText.Of(answered.Answer), answered.How));
    }

    [Theory]
    [InlineData("type: integer, min: 1", "0")]
    [InlineData("type: integer", "x")]
    [InlineData("type: integer", "")]
    [InlineData("type: enum, values: [x, y]", "z")]
    [InlineData("choices: \"['a', 'b']\"", "c")]
    [InlineData("choices: \"['a', 'b']\"", "3")]
    [InlineData("choices: \"['a', 'b']\"", "")]
    [InlineData("choices: \"['a', 'a']\"", "a")]
    public async Task What_is_no_answer_keeps_the_run_waiting(string rules, string typed)
    {
        await using var play = KindPlay.With(new(typed));

        var end = await play.StepsAsync($"- {{ id: it, ask: Which?, {rules} }}\n- note: never");

        Assert.Equal((ExitCode.Paused, "RB474", "it=VALUE"), (end.ExitCode, end.Codes(), end.Answer));
        Assert.Empty(play.Journal.Of<JournalEvent.ConfirmAnswered>());
    }

    [Fact]
    public async Task Of_rows_the_item_is_the_row()
    {
        await using var play = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = new Person("2") };
        play.Parameters["l"] = new Value.List([Node("a"), Node("b")]);

        await play.RunAsync("runbook: 1\ntitle: t\nparams: { l: { type: list, default: [] } }\nsteps:\n- { id: it, ask: Which?, choices: params.l, label: \"{{ item.name }}\" }\n- { id: said, shell: [printf, '%s', \"{{ steps.it.item.name }} {{ steps.it.value }}\"], effect: read }");

        Assert.Equal("b b", play.Told("said", "stdout"));
    }

    [Theory]
    [InlineData("^C", true, ExitCode.Aborted, "")]
    [InlineData(null, true, ExitCode.Paused, "")]
    [InlineData(null, false, ExitCode.Failed, "RB475")]
    public async Task Without_an_answer_the_run_stops_or_waits(string? answer, bool canPause, int code, string problem)
    {
        await using var play = KindPlay.With(new(answer is null ? [] : [answer]) { CanPause = canPause });

        var end = await play.StepsAsync("- { id: it, ask: How many?, type: integer, min: 1 }");

        Assert.Equal((code, problem), (end.ExitCode, end.Codes()));
        Assert.Equal(end.Paused ? "How many? (a whole number from 1)" : null, end.Question);
    }

    [Fact]
    public async Task A_recorded_answer_is_not_asked_for_again()
    {
        const string steps = "- { id: one, ask: One?, type: integer }\n- { id: two, ask: Two?, type: integer }\n- { id: sum, shell: [printf, '%s', \"{{ steps.one.value + steps.two.value }}\"], effect: read }";
        await using var first = KindPlay.With(new("40"));
        Assert.True((await first.StepsAsync(steps)).Paused);
        var person = new Person("2");
        await using var second = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = person, Earlier = first.Reread() };

        await second.StepsAsync(steps);

        Assert.Equal(["Two?"], person.Asked);
        Assert.Equal("42", second.Told("sum", "stdout"));
    }

    [Fact]
    public async Task A_dry_run_asks_nobody_and_goes_on_without_knowing()
    {
        var person = new Person("7");
        await using var play = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = person, IsDryRun = true };

        var end = await play.StepsAsync("- { id: it, ask: How many?, type: integer }\n- { id: it2, ask: Which?, choices: \"[1, steps.it.value]\" }\n- { id: it3, when: steps.it.value > 3, note: \"{{ steps.it.value }}\" }");

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Empty(person.Asked);
        Assert.Equal(["it", "it2", "it3"], play.Trace.Descriptions.Select(one => one.Step));
        Assert.All(["it", "it2"], step => Assert.IsType<Outcome.Planned>(play.Trace[step]));
    }

    [Theory]
    [InlineData("choices: \"[]\"")]
    [InlineData("choices: \"7\"")]
    [InlineData("choices: \"'abc'\"")]
    public async Task Nothing_to_choose_from_is_an_error(string choices)
    {
        await using var play = KindPlay.With(new("1"));

        Assert.Equal("RB473", (await play.StepsAsync($"- {{ ask: Which?, {choices} }}")).Codes());
    }

    private static Value.Row Node(string name) => new([new("name", new Value.Text(name))]);
}
