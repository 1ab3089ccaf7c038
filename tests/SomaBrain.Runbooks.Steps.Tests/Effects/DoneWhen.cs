using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A step whose effect is there already is skipped, and one that ended well without its effect has failed.</summary>
public sealed class DoneWhen(ScratchFixture scratch)
{
    private const string Probe = "done_when: { sql: SELECT to_regclass('t') IS NOT NULL }";


    [Fact]
    public async Task An_effect_that_is_there_is_not_made_again()
    {
        await using var play = await PlayAsync("CREATE TABLE t (a int)");

        var end = await play.StepsAsync($"- id: it\n  {Probe}\n  undo: [{{ sql: DROP TABLE t, effect: destroy }}]\n  sql: CREATE TABLE t (a int)\n- assert: steps.it.status == 'skipped'");

        Assert.Equal((ExitCode.Done, Changed.None), (end.ExitCode, end.Changed));
        Assert.Equal("already done: `done_when` is true", Assert.Single(play.Journal.Of<JournalEvent.StepSkipped>()).Reason);
        Assert.Empty(play.Journal.Of<JournalEvent.UndoRemembered>());
        Assert.Empty(play.Journal.Of<JournalEvent.TransactionBegun>());
    }

    [Fact]
    public async Task An_effect_that_is_missing_is_made_and_asked_for_again()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  {Probe}\n  sql: CREATE TABLE t (a int)");

        Assert.Equal((ExitCode.Done, Changed.Yes), (end.ExitCode, end.Changed));
    }

    [Theory]
    [InlineData("{ sql: SELECT false }", "RB450")]
    [InlineData("{ assert: targets.db.standby }", "RB450")]
    [InlineData("{ shell: [sh, -c, exit 1] }", "RB450")]
    public async Task A_step_that_did_not_bring_its_effect_has_failed_and_changed(string probe, string code)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  done_when: {probe}\n  sql: CREATE TABLE t (a int)");

        Assert.Equal((ExitCode.FailedAfterChange, Changed.Yes, code), (end.ExitCode, end.Changed, end.Problems[0].Code));
        Assert.Equal((StepStatus.Failed, Changed.Yes), play.Journal.Of<JournalEvent.StepOutcome>().Select(one => (one.Status, one.Changed)).Single());
    }

    [Theory]
    [InlineData("{ sql: SELECT NULL::boolean }", "RB451")]
    [InlineData("{ sql: SELECT 1 + 1 }", "RB451")]
    [InlineData("{ sql: SELECT true WHERE false }", "RB451")]
    [InlineData("{ sql: SELECT true FROM pg_database }", "RB451")]
    [InlineData("{ sql: SELECT 1/0 > 0 }", "RB430")]
    [InlineData("{ shell: [sh, -c, exit 2] }", "RB421")]
    [InlineData("{ shell: [/nosuch/program] }", "RB420")]
    [InlineData("{ shell: [sleep, \"30\"], timeout: 50ms }", "RB401")]
    public async Task A_question_without_an_answer_fails_the_step_before_it_acts(string probe, string code)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  done_when: {probe}\n  sql: CREATE TABLE t (a int)");

        Assert.Equal((ExitCode.Failed, Changed.None, code), (end.ExitCode, end.Changed, end.Problems[0].Code));
        Assert.Empty(play.Journal.Of<JournalEvent.TransactionBegun>());
    }

    [Fact]
    public async Task It_is_asked_for_each_element()
    {
        await using var play = await PlayAsync("CREATE TABLE b (a int)");

        var end = await play.StepsAsync(
            """
            - id: make
              for_each: "['a', 'b', 'c']"
              done_when: { sql: "SELECT to_regclass({{ item }}) IS NOT NULL" }
              sql: CREATE TABLE {{ item | ident }} (a int)
            - assert: steps.make.each[0].status == 'ok' && steps.make.each[1].status == 'skipped' && steps.make.each[2].status == 'ok'
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal("1[1]", Assert.Single(play.Journal.Of<JournalEvent.StepSkipped>()).Step);
    }

    [Theory]
    [InlineData("block: [{ id: x, sql: INSERT INTO b VALUES (7) RETURNING a }]")]
    [InlineData("branch: [{ when: item == 1, steps: [{ id: x, sql: INSERT INTO b VALUES (7) RETURNING a }] }]")]
    public async Task A_turn_with_steps_that_is_not_done_afterwards_failed(string steps)
    {
        await using var play = await PlayAsync("CREATE TABLE b (a int)");

        var end = await play.StepsAsync(
            $$$"""
            - block:
                - id: c
                  for_each: "[1]"
                  done_when: { sql: SELECT false }
                  {{{steps}}}
              rescue:
                - assert: steps.c.status == 'failed' && steps.c.each[0].status == 'failed' && steps.c.each[0].x.value == 7
            """);

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Contains(play.Journal.Of<JournalEvent.StepOutcome>(), outcome => outcome is { Step: "1.block.1[0]", Status: StepStatus.Failed, Failure.Code: "RB450" });
    }

    [Theory]
    [InlineData(0, 3, "RB450")]
    [InlineData(0, 5, null)]
    [InlineData(9, 5, null)]
    public async Task It_is_asked_once_around_a_whole_repeat(int rows, int times, string? code)
    {
        await using var play = await PlayAsync($"CREATE TABLE t AS SELECT generate_series(1, {rows}) AS a");

        var end = await play.StepsAsync($"- id: add\n  repeat: {{ times: {times} }}\n  done_when: {{ sql: SELECT count(*) >= 5 FROM t }}\n  sql: INSERT INTO t VALUES (1)");

        Assert.Equal(code, end.Problems.FirstOrDefault()?.Code);
        Assert.Equal(rows > 5 ? 0 : times, play.Journal.Of<JournalEvent.TransactionBegun>().Count());
    }

    [Fact]
    public async Task A_resumed_run_skips_what_was_skipped_and_does_not_ask_about_what_is_long_done()
    {
        await using var play = await PlayAsync("CREATE TABLE t (a int)");
        var steps = $"- id: it\n  {Probe}\n  sql: CREATE TABLE t (a int)\n- id: many\n  repeat: {{ times: 2 }}\n  done_when: {{ sql: SELECT count(*) = 2 FROM t }}\n  sql: INSERT INTO t VALUES (1)\n- sql: DELETE FROM t WHERE a = 1";
        await play.StepsAsync(steps);

        await using var again = await PlayAsync(); // nothing of it is there any more
        var end = await again.RunAsync(SqlPlay.Yaml(steps), play.Journal.Events.Select(one => one.Event));

        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Empty(again.Journal.Of<JournalEvent.TransactionBegun>());
    }

    [Theory]
    [InlineData("sql: CREATE TABLE b (a int)", "CREATE TABLE t (a int)", null, "already done: `done_when` is true, it would be skipped")]
    [InlineData("sql: CREATE TABLE b (a int)", "", "`done_when` is false: it would run", "the server looked at its grammar only")]
    public async Task A_dry_run_tells_whether_it_would_run(string step, string before, string? note, string? reason)
    {
        await using var play = await PlayAsync(before);

        var plan = await play.PlanAsync($"- id: it\n  {Probe}\n  {step}");

        Assert.Equal((reason, note), (plan.Steps[0].Reason, plan.Steps[0].Notes.FirstOrDefault()));
    }

    [Fact]
    public async Task A_dry_run_that_cannot_know_says_so()
    {
        await using var play = await PlayAsync("CREATE TABLE t (a int)");

        var plan = await play.PlanAsync("- id: made\n  sql: INSERT INTO t VALUES (1) RETURNING a\n- id: it\n  done_when: { sql: \"SELECT {{ steps.made.value }} > 1\" }\n  sql: INSERT INTO t VALUES (2)\n- sql: SELECT {{ steps.it.affected }}");

        Assert.Equal("not done yet, which is known after step made", plan.Steps[1].Condition);
        Assert.Equal(["step it"], plan.Steps[2].Unknown);
    }

    [Theory]
    [InlineData("done_when: { sql: DELETE FROM t WHERE a = 1 }", "RB109")]
    [InlineData("done_when: { note: x }", "RB141")]
    [InlineData("done_when: {}", "RB141")]
    [InlineData("done_when: { sql: SELECT true, shell: [x] }", "RB141")]
    [InlineData("done_when: { sql: SELECT true, retry: { times: 1 } }", "RB022")]
    [InlineData("done_when: { sql: \"SELECT {{ steps.it.affected }} = 1\" }", "RB119")]
    [InlineData("done_when: { assert: steps.nosuch.value }", "RB231")]
    [InlineData("done_when: [x]", "RB020")]
    public void What_cannot_answer_is_refused(string probe, string code) =>
        Assert.Contains(code, SqlPlay.Lint(SqlPlay.Yaml($"- id: it\n  {probe}\n  sql: INSERT INTO t VALUES (1)")).Select(problem => problem.Code));

    [Fact]
    public void A_step_that_only_reads_has_no_effect_to_ask_for() =>
        Assert.Contains("RB122", SqlPlay.Lint(SqlPlay.Yaml("- done_when: { sql: SELECT true }\n  sql: SELECT 1")).Select(problem => problem.Code));

    private async Task<SqlPlay> PlayAsync(string before = "")
    {
        var database = await scratch.NewDatabaseAsync();
        if (before.Length > 0)
        {
            await scratch.Cluster.Primary.ExecuteAsync(before, database, "postgres", CancellationToken.None);
        }

        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
