using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Dry_runs
{
    [Fact]
    public async Task Reads_are_executed_writes_described_and_nothing_is_written_down()
    {
        var play = new Play();

        var end = await play.RunAsync("- { id: r, act: r }\n- { id: w, act: \"w {{ steps.r.value }}\", effect: write }\n- { act: \"x {{ steps.w.value }}\" }", dryRun: true);

        Assert.Equal(["r"], play.Acts);
        Assert.Empty(play.Journal.Entries);
        Assert.Equal(ExitCode.Done, end.ExitCode);
        Assert.Equal("1 Executed, 2 Checked, 3 Checked: its values are known after step w", Graded(play));
        Assert.Equal("w r", play.Plan!.Steps[1].Description!.Text);
        Assert.Equal(["step w"], play.Plan.Steps[2].Unknown);
    }

    [Fact]
    public async Task Both_arms_of_a_branch_on_an_unknown_are_shown_and_what_they_leave_is_unknown()
    {
        var play = new Play();

        await play.RunAsync("- { id: w, act: w, effect: write }\n- { id: f, fork: steps.w.value == 1, yes: [{ id: i, act: i }], no: [{ act: n }] }\n- { act: \"{{ steps.i.value ?? 'none' }}\" }", dryRun: true);

        Assert.Equal(["i", "n"], play.Acts);
        Assert.Equal(
            "1 Checked, 2 Checked: which arm is taken is known only in the run, 2.yes.1 Executed (arm yes of step f), 2.no.1 Executed (arm no of step f), 3 Checked: its values are known after step i",
            Graded(play));
    }

    [Fact]
    public async Task What_a_step_under_an_unknown_condition_comes_to_is_unknown()
    {
        var play = new Play();

        await play.RunAsync("- { id: w, act: w, effect: write }\n- { id: s, act: s, when: steps.w.value == 1 }\n- { act: \"{{ steps.s.value ?? 'none' }}\" }", dryRun: true);

        Assert.Equal(["s"], play.Acts);
        Assert.EndsWith("2 Executed (`steps.w.value == 1`), 3 Checked: its values are known after step s", Graded(play), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail", ExitCode.Failed, "1 NotSimulated: wrong")]
    [InlineData("exit", ExitCode.Failed, "1 Executed")]
    [InlineData("no", ExitCode.SaidNo, "1 Executed")]
    public async Task After_a_failure_the_rest_is_not_simulated(string act, int code, string graded)
    {
        var play = new Play { Does = Outcome };

        var end = await play.RunAsync($"- {{ id: s, act: {act} }}\n- {{ fork: 1 == 1, yes: [{{ act: x }}] }}", dryRun: true);

        Assert.Equal((code, 1), (end.ExitCode, play.Acts.Count));
        Assert.Equal($"{graded}, 2 NotSimulated: not reached: step s would fail, 2.yes.1 NotSimulated: not reached: step s would fail", Graded(play));
    }

    [Fact]
    public async Task A_failure_in_an_uncertain_arm_is_shown_and_not_judged()
    {
        var play = new Play { Does = Outcome };

        var end = await play.RunAsync("- { id: w, act: w, effect: write }\n- { fork: steps.w.value == 1, yes: [{ act: fail }, { act: x }] }\n- act: y", dryRun: true);

        Assert.Equal((ExitCode.Done, 3), (end.ExitCode, play.Acts.Count));
        Assert.NotNull(play.Plan!.Steps[2].Problem);
    }

    [Fact]
    public async Task A_step_that_cannot_be_prepared_was_not_executed()
    {
        var play = new Play();

        await play.RunAsync("- { id: s, act: x, when: 1 == 2 }\n- { act: \"{{ steps.s.value }}\" }", dryRun: true);

        Assert.EndsWith("2 NotSimulated: it cannot be prepared", Graded(play), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_over_an_unknown_list_is_shown_once()
    {
        var play = new Play();

        await play.RunAsync("- { id: w, act: w, effect: write }\n- { id: s, for_each: steps.w.value, act: \"{{ item }}\" }\n- { act: \"{{ size(steps.s.each) }}\" }", dryRun: true);

        Assert.Equal("1 Checked, 2 Checked: its values are known after step w (`steps.w.value` has elements), 3 Checked: its values are known after step s", Graded(play));
    }

    [Theory]
    [InlineData("{ until: steps.s.value == 'x', max: 10m, every: 5s }", 1, true)]
    [InlineData("{ until: steps.s.value == 'y', max: 10m, every: 5s }", 1, false)]
    [InlineData("{ times: 3 }", 3, true)]
    [InlineData("{ times: \"{{ steps.w.value }}\" }", 1, false)]
    public async Task A_repeat_does_not_wait_for_what_the_run_would_change(string repeat, int turns, bool known)
    {
        var play = new Play();

        var end = await play.RunAsync($"- {{ id: w, act: w, effect: write }}\n- {{ id: s, repeat: {repeat}, act: x }}\n- {{ act: \"{{{{ steps.s.value }}}}\" }}", dryRun: true);

        Assert.Equal((ExitCode.Done, turns + (known ? 1 : 0)), (end.ExitCode, play.Acts.Count));
    }

    [Fact]
    public async Task A_repeated_write_is_described_once()
    {
        var play = new Play();

        await play.RunAsync("- { id: s, effect: write, repeat: { times: 1000 }, act: x }", dryRun: true);

        Assert.Single(play.Plan!.Steps);
    }

    [Fact]
    public async Task A_stopped_dry_run_says_what_it_did_not_come_to()
    {
        Play? play = null;
        play = new Play { Does = _ => Stop(play!) };

        await play.RunAsync("- act: x\n- act: y", dryRun: true);

        Assert.Equal("1 Executed, 2 NotSimulated: stopped by the operator", Graded(play));
    }

    private static Outcome? Stop(Play play)
    {
        play.Control.Request();
        return null;
    }

    private static Outcome? Outcome(string text) => text switch
    {
        "fail" => Play.Fails(),
        "no" => Play.No(),
        "exit" => new Outcome.Failed(Play.Why("RB421"), Result: Play.Row(new Value.Integer(1))),
        _ => null,
    };

    private static string Graded(Play play) => string.Join(", ", play.Plan!.Steps.Select(Graded));

    private static string Graded(PlannedStep step) =>
        $"{step.Key} {step.Grade}{(step.Reason is null ? "" : $": {step.Reason}")}{(step.Condition is null ? "" : $" ({step.Condition})")}";

    [Fact]
    public async Task What_is_read_after_a_change_that_was_not_made_is_shown_and_not_believed()
    {
        var play = Play.Scripted("");
        var end = await play.RunAsync("""
              - id: early
                act: look
              - id: change
                act: change
                effect: write
              - id: late
                act: look again
              - act: say {{ steps.early.value }}
              - act: say {{ steps.late.value }}
            """, dryRun: true);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(["look", "look again", "say look"], play.Acts);
        Assert.Equal((Grade.Executed, "as it is now: step change was not run"), (play.Plan!.Steps[2].Grade!.Value, play.Plan.Steps[2].Reason));
        Assert.NotNull(play.Plan.Steps[2].Observed);
        Assert.Equal(["step late"], play.Plan.Steps[4].Unknown);
    }

    [Fact]
    public async Task What_cannot_be_read_because_a_change_was_not_made_does_not_end_the_plan()
    {
        var play = Play.Scripted("look=fail");
        var end = await play.RunAsync("""
              - id: change
                act: change
                effect: write
              - act: look
              - act: last
            """, dryRun: true);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal((Grade.NotSimulated, "step change was not run; without it: wrong"), (play.Plan!.Steps[1].Grade!.Value, play.Plan.Steps[1].Reason));
        Assert.Equal(3, play.Plan.Steps.Length);
    }
}
