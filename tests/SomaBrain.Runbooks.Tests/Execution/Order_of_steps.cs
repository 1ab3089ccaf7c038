using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Order_of_steps
{
    [Fact]
    public async Task Steps_run_in_the_order_of_the_text_and_the_intent_of_a_write_is_on_disk_first()
    {
        var play = new Play { Does = text => text == "w" ? Play.Writes() : null };

        var end = await play.RunAsync("- act: r\n- act: w\n  effect: write\n- fork: \"false\"\n  yes: [{ act: x }]\n  no: [{ act: y }]\n- act: z\n  when: 1 == 2");

        Assert.Equal(["r", "w", "y"], play.Acts);
        Assert.Equal("intent 1, ok 1, intent 2!, ok 2!, intent 3, no 3, intent 3.no.1, ok 3.no.1, skipped 4", play.Journal.Story);
        Assert.Equal((ExitCode.Done, Changed.Yes, "2"), (end.ExitCode, end.Changed, string.Join(",", end.Changes)));
    }

    [Fact]
    public async Task A_write_whose_intent_cannot_be_written_is_not_run()
    {
        var play = new Play();
        play.Journal.Breaks = what => what is JournalEvent.StepIntent { Step: "2" };

        var end = await play.RunAsync("- act: r\n- act: w\n  effect: write");

        Assert.Equal(["r"], play.Acts);
        Assert.Equal(Changed.None, end.Changed);
        Assert.NotEqual(ExitCode.Done, end.ExitCode);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_written_ends_the_run_before_the_next_step()
    {
        var play = new Play();
        play.Journal.Breaks = what => what is JournalEvent.StepOutcome;

        var end = await play.RunAsync("- act: w\n  effect: write\n- act: x\n  effect: write");

        Assert.Equal(["w"], play.Acts);
        Assert.NotEqual(ExitCode.Done, end.ExitCode);
    }

    [Theory]
    [InlineData("steps.s.value ?? 'other'", "other")]
    [InlineData("steps.s.status", "skipped")]
    [InlineData("steps.in.value ?? 'other'", "other")]
    public async Task Members_of_a_skipped_step_are_missing(string expression, string seen)
    {
        var play = new Play();

        await play.RunAsync($"- {{ id: s, act: x, when: 1 == 2 }}\n- fork: \"false\"\n  yes: [{{ id: inner, act: x }}]\n- act: \"{{{{ {expression.Replace("steps.in.", "steps.inner.", StringComparison.Ordinal)} }}}}\"");

        Assert.Equal([seen], play.Acts);
    }

    [Fact]
    public async Task A_missing_member_without_another_value_fails_the_step()
    {
        var end = await new Play().RunAsync("- { id: s, act: x, when: 1 == 2 }\n- act: \"{{ steps.s.value }}\"");

        Assert.Equal((ExitCode.Failed, "RB234"), (end.ExitCode, Assert.Single(end.Problems).Code));
    }

    [Fact]
    public async Task A_condition_that_fails_stands_in_the_journal()
    {
        var play = new Play();

        var end = await play.RunAsync("- { id: s, act: x, when: 1 == 2 }\n- act: y\n  when: steps.s.value == 'x'");

        Assert.Equal(ExitCode.Failed, end.ExitCode);
        Assert.Equal("skipped 1, intent 2, failed 2", play.Journal.Story);
    }

    [Fact]
    public async Task A_var_is_computed_once_and_then_fixed()
    {
        var up = false;
        var play = new Play { Member = _ => new Value.Boolean(up = !up) };

        await play.RunAsync("vars: { v: \"{{ targets.db.up }}\" }\nsteps:\n- act: \"{{ vars.v }}\"\n- act: \"{{ targets.db.up }}\"\n- act: \"{{ vars.v }}\"");

        Assert.Equal(["true", "false", "true"], play.Acts);
    }
}
