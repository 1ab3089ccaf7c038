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
    [InlineData("choices: \"[3, 1]\"", "2", "1")]
    [InlineData("choices: \"['a', 'b']\", label: same", "2", "b")]
    [InlineData("choices: \"['a', 'b']\", label: 1", "1", "a")]
    [InlineData("choices: \"['a', 'b']\", label: \"node {{ item }}\"", "node b", "b")]
    [InlineData("choices: \"[3, 1, 2]\", label: \"node {{ item }}\"", "1", "3")]
    public async Task An_answer_is_a_value_of_its_rules(string rules, string typed, string value)
    {
        await using var play = KindPlay.With(new(typed));

        var steps = $"- {{ id: it, ask: Which?, {rules} }}";
        var end = await play.StepsAsync(steps);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal(value, play.Told("it", "value"));
        Assert.Equal("ann", play.Told("it", "by"));
        var answered = Assert.Single(play.Journal.Of<JournalEvent.ConfirmAnswered>());
        Assert.Equal((value, AnswerMeans.Resume), (ValueText.Of(answered.Answer), answered.How));

        await using var resumed = play.BrokenOffBehindAnswer(new());
        Assert.Equal(ExitCode.Done, (await resumed.StepsAsync(steps)).ExitCode);
        Assert.Equal((value, "ann"), (resumed.Told("it", "value"), resumed.Told("it", "by")));
        Assert.Equal(["step-outcome"], resumed.Journal.Events.Select(one => one.Event.Kind));
    }

    [Theory]
    [InlineData("choices: \"[3, 1, 2]\"", "4", "`4` is none of them", "give 3, 1, 2")]
    [InlineData("choices: \"[3, 1]\"", "7", "`7` is none of them", "give 3, 2) 1")]
    [InlineData("choices: \"['a', 'b', 'c']\", label: \"{{ item == 'c' ? 'y' : 'x' }}\"", "x", "`x` is more than one of them", "give 1) x, 2) x, 3) y")]
    public async Task An_answer_that_is_none_is_told_what_would_be_one(string rules, string typed, string why, string hint)
    {
        await using var play = KindPlay.With(new(typed));

        var end = await play.StepsAsync($"- {{ id: it, ask: Which?, {rules} }}");

        var problem = Assert.Single(end.Problems);
        Assert.EndsWith(why, problem.Message, StringComparison.Ordinal);
        Assert.Equal(hint, problem.Hint);
    }

    [Theory]
    [InlineData("type: integer, min: 1", "0")]
    [InlineData("type: integer", "x")]
    [InlineData("type: integer", "")]
    [InlineData("type: enum, values: [x, y]", "z")]
    [InlineData("choices: \"['a', 'b']\"", "c")]
    [InlineData("choices: \"['a', 'b']\"", "3")]
    [InlineData("choices: \"['a', 'b']\"", "")]
    [InlineData("choices: \"['a', 'b']\", label: same", "same")]
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

        const string yaml = "runbook: 1\ntitle: t\nparams: { l: { type: list, default: [] } }\nsteps:\n- { id: it, ask: Which?, choices: \"params.l ?? []\", label: \"{{ item.name }}\" }\n- { id: said, shell: [printf, '%s', \"{{ steps.it.item.name }} {{ steps.it.value }}\"], effect: read }";
        await play.RunAsync(yaml);

        Assert.Equal("b b", play.Told("said", "stdout"));

        await using var resumed = play.BrokenOffBehindAnswer(new());
        resumed.Parameters["l"] = new Value.List([Node("c"), Node("b")]);
        await resumed.RunAsync(yaml);
        Assert.Equal("b b", resumed.Told("said", "stdout"));
    }

    [Fact]
    public async Task An_answer_from_before_a_crash_that_is_no_choice_any_more_keeps_the_run_waiting()
    {
        await using var play = KindPlay.With(new("b"));
        await play.StepsAsync("- { id: it, ask: Which?, choices: [a, b] }");
        await using var resumed = play.BrokenOffBehindAnswer(new("c"));

        var end = await resumed.StepsAsync("- { id: it, ask: Which?, choices: [a, c] }");

        Assert.Equal((ExitCode.Paused, "RB474", "it=VALUE"), (end.ExitCode, end.Codes(), end.Answer));
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
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"abc\"")]
    public async Task Nothing_to_choose_from_is_an_error(string choices)
    {
        await using var play = KindPlay.With(new("1"));

        Assert.Equal("RB473", (await play.StepsAsync($"- {{ id: found, shell: [echo, '{choices}'], effect: read, parse: json }}\n- {{ ask: Which?, choices: steps.found.json }}")).Codes());
    }

    private static Value.Row Node(string name) => new([new("name", new Value.Text(name))]);
}
