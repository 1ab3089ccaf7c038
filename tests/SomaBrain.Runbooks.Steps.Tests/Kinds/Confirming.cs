using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

public sealed class Confirming
{
    [Theory]
    [InlineData("yes", ExitCode.Done)]
    [InlineData("no", ExitCode.Aborted)]
    [InlineData(null, ExitCode.Paused)]
    public async Task An_answer_decides(string? answer, int code)
    {
        await using var play = KindPlay.With(new(answer is null ? [] : [answer]));

        var end = await play.StepsAsync("- { id: it, confirm: Really? }\n- note: \"by {{ steps.it.by }}\"");

        Assert.Equal(code, end.ExitCode);
        Assert.Equal(answer is null ? [] : [answer == "yes"], play.Journal.Of<JournalEvent.ConfirmAnswered>().Select(one => ((Value.Boolean)one.Answer).Is));
    }

    [Theory]
    [InlineData("yes", "Really?", ExitCode.Done, 0)]
    [InlineData("no", "Really?", ExitCode.Aborted, 0)]
    [InlineData("yes", "Now really?", ExitCode.Aborted, 1)]
    public async Task What_was_answered_before_a_crash_is_not_asked_again_unless_the_question_is_another(string answer, string question, int code, int asked)
    {
        await using var play = KindPlay.With(new(answer));
        await play.StepsAsync("- { id: it, confirm: Really? }\n- note: \"by {{ steps.it.by }}\"");
        var person = new Person("no");
        await using var resumed = play.BrokenOffBehindAnswer(person);

        var end = await resumed.StepsAsync($"- {{ id: it, confirm: {question} }}\n- note: \"by {{{{ steps.it.by }}}}\"");

        Assert.Equal(code, end.ExitCode);
        Assert.Equal((asked, asked), (person.Asked.Count, resumed.Journal.Of<JournalEvent.ConfirmAnswered>().Count()));
        Assert.DoesNotContain(resumed.Journal.Of<JournalEvent.StepIntent>(), intent => intent.Step == "1");
    }

    [Fact]
    public async Task What_was_answered_before_a_crash_is_too_little_where_more_people_are_asked_for_now()
    {
        await using var play = KindPlay.With(new("yes"));
        await play.StepsAsync("- { id: it, confirm: Really? }");
        var person = new Person("yes");
        await using var resumed = play.BrokenOffBehindAnswer(person);

        var end = await resumed.StepsAsync("- { id: it, confirm: Really?, approvals: 1, approvers: [bob] }");

        Assert.Equal((ExitCode.Paused, 1), (end.ExitCode, person.Asked.Count));
    }

    [Fact]
    public async Task Values_are_shown_as_tables_before_the_question_and_in_the_plan()
    {
        var person = new Person("yes");
        await using var play = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = person };
        play.Parameters["rows"] = new Value.List([Row("a", 1), Row("long name\e[31m", 12345)]);
        play.Parameters["pw"] = new Value.Secret("params.pw", new Value.Text("hunter22"));

        await play.RunAsync("""
            runbook: 1
            title: t
            params: { rows: { type: list, default: [] }, pw: { type: secret, from: "env:X" } }
            steps:
            - id: it
              confirm: Delete {{ size(params.rows) }} rows?
              phrase: delete
              show: [params.rows, "params.rows[0]", size(params.rows), "[]", params.pw, "['x', 'y']"]
            """);

        const string shown = """
            params.rows:
              name       size
              ---------  -----
              a          1
              long name  12345
            params.rows[0]:
              name: a
              size: 1
            size(params.rows): 2
            []: none
            params.pw: ***
            ['x', 'y']:
              x
              y
            """;
        Assert.Equal([$"{shown}\nDelete 2 rows? [delete]"], person.Asked);
        var (_, description) = Assert.Single(play.Trace.Descriptions);
        Assert.Equal($"Delete 2 rows?\n{shown}", description.Text);
        Assert.True(description.IsForPeople);
        Assert.DoesNotContain("hunter22", string.Join('\n', play.Journal.Events), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", expires: 90m", "needs 2 signed approvals of dba, good for 1h30m")]
    [InlineData("", "needs 2 signed approvals of dba, good for 1h")]
    public async Task A_plan_shows_how_long_an_approval_is_good(string expires, string note)
    {
        await using var play = KindPlay.With(new("yes"));

        var plan = await play.PlanAsync($"- {{ confirm: Really?, approvals: 2, approvers: [dba]{expires} }}");

        Assert.Equal([note], plan.Steps[0].Notes);
    }

    [Theory]
    [InlineData(true, ExitCode.Paused)]
    [InlineData(false, ExitCode.Failed)]
    public async Task Approvals_wait_and_say_that_they_cannot_be_given_yet(bool canPause, int code)
    {
        await using var play = KindPlay.With(new("yes") { CanPause = canPause });

        var end = await play.StepsAsync("- { id: it, confirm: Really?, approvals: 2, approvers: [dba], expires: 2h }\n- note: never");

        Assert.Equal((code, "RB471"), (end.ExitCode, end.Codes()));
        Assert.Equal(canPause ? [2] : [], play.Journal.Of<JournalEvent.ApprovalRequested>().Select(one => one.Approvals));
        Assert.All(play.Journal.Of<JournalEvent.ApprovalRequested>(), one => Assert.NotNull(one.Expires));
    }

    [Theory]
    [InlineData("\"{{ '' }}\"")]
    [InlineData("\"{{ '  ' }}\"")]
    public async Task A_phrase_that_is_empty_is_refused(string phrase)
    {
        await using var play = KindPlay.With(new("yes"));

        Assert.Equal("RB414", (await play.StepsAsync($"- {{ confirm: Really?, phrase: {phrase} }}")).Codes());
    }

    [Theory]
    [InlineData("\"{{ 'a\\tb' }}\"")]
    [InlineData("\"drop {{ 'a\\nb' }}\"")]
    [InlineData("\"{{ 'a\\u202eb' }}\"")]
    public async Task A_phrase_that_nobody_can_type_is_refused(string phrase)
    {
        await using var play = KindPlay.With(new("yes"));

        var end = await play.StepsAsync($"- {{ confirm: Really?, phrase: {phrase} }}");

        Assert.Equal("RB414", end.Codes());
        Assert.Contains("line end", end.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|\n    drop it", "RB414")]
    [InlineData("|-\n    drop it", "")]
    [InlineData("\"drop\\tit\"", "RB414")]
    [InlineData("\"drop it {{ run.id }}\\n\"", "RB414")]
    [InlineData("'drop  it'", "")]
    [InlineData("'  '", "RB414")]
    public void So_is_one_that_stands_in_the_playbook(string phrase, string codes) =>
        Assert.Equal(codes, string.Join(' ', Sql.SqlPlay.Lint(Sql.SqlPlay.Yaml($"- confirm: Really?\n  phrase: {phrase}\n- note: x")).Select(problem => problem.Code)));

    [Fact]
    public async Task A_table_is_as_wide_as_its_letters_are_on_a_terminal()
    {
        var person = new Person();
        await using var play = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = person };
        play.Parameters["rows"] = new Value.List([Row("日本", 1), Row("ab", 22)]);

        await play.RunAsync("runbook: 1\ntitle: t\nparams: { rows: { type: list, default: [] } }\nsteps:\n- confirm: Go?\n  show: [params.rows]\n");

        Assert.Equal(["params.rows:\n  name  size\n  ----  ----\n  日本  1\n  ab    22\nGo?"], person.Asked);
    }

    [Fact]
    public async Task A_dry_run_asks_nobody_and_goes_on()
    {
        var person = new Person();
        await using var play = new Sql.SqlPlay(KindPlay.Nowhere) { Operator = person, IsDryRun = true };

        Assert.Equal(ExitCode.Done, (await play.StepsAsync("- { confirm: Really?, phrase: x, approvals: 1, show: \"[1]\" }\n- note: after")).ExitCode);
        Assert.Empty(person.Asked);
    }

    private static Value.Row Row(string name, int size) => new([new("name", new Value.Text(name)), new("size", new Value.Integer(size))]);
}
