using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>Ctrl-C while a step that failed waits to be tried again: the run is stopped, and the step has not failed.</summary>
public sealed class Stopped_between_attempts
{
    private const string Steps = """
        steps:
        - { act: w, effect: write }
        - block: [{ id: x, act: x, retry: { times: 3, delay: 1h } }]
          rescue: [{ act: rescued }]
          always: [{ act: always }]
        - act: later
        finally: [{ act: "last {{ steps.x.status }}" }]
        """;

    [Fact]
    public async Task Nothing_is_rescued_and_the_journal_has_the_attempt_that_was_not_made()
    {
        var play = Stopping();

        var end = await play.RunAsync(Steps);

        Assert.Equal(["w", "x", "always", "last stopped"], play.Acts);
        Assert.Equal((ExitCode.FailedAfterChange, RunStatus.Aborted, "x"), (end.ExitCode, end.Status, end.Step));
        Assert.Empty(end.Problems);
        Assert.Contains("intent 2.block.1, failed 2.block.1, intent 2.block.1/2, cancelled 2.block.1, always 2,", play.Journal.Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "x always later last ok", ExitCode.Done)]
    [InlineData(true, "always last skipped", ExitCode.FailedAfterChange)]
    public async Task The_step_is_run_again_unless_the_run_was_cleaning_up(bool cleaning, string acts, int code)
    {
        var first = Stopping();
        await first.RunAsync(Steps);
        var resumed = new Play
        {
            Earlier = first.Journal.Events.ToList() is var events && cleaning
                ? events.TakeWhile(one => one is not JournalEvent.StepIntent { Step: "2.always.1" })
                : events.TakeWhile(one => one is not JournalEvent.BranchTaken { Arm: "always" }),
        };

        var end = await resumed.RunAsync(Steps);

        Assert.Equal((acts, code), (string.Join(' ', resumed.Acts), end.ExitCode));
    }

    [Fact]
    public async Task A_run_that_was_killed_there_and_is_given_up_ends_as_one_that_was_stopped()
    {
        var first = Stopping();
        await first.RunAsync(Steps);
        var given = new Play { GivesUp = true, Earlier = first.Journal.Events.TakeWhile(one => one is not JournalEvent.StepIntent { Attempt: 2 }) };

        var end = await given.RunAsync(Steps);

        Assert.Equal(["always", "last stopped"], given.Acts);
        Assert.Equal((ExitCode.FailedAfterChange, RunStatus.Aborted, "x"), (end.ExitCode, end.Status, end.Step));
    }

    [Fact]
    public async Task What_the_attempt_before_may_have_changed_is_not_forgotten()
    {
        const string Writing = "steps: [{ act: x, effect: write, retry: { times: 1, delay: 1h } }]\nfinally: [{ act: last }]";
        var play = Stopping(Changed.Unknown);

        var end = await play.RunAsync(Writing);

        Assert.Equal((ExitCode.FailedAfterChange, RunStatus.Aborted, Changed.Unknown), (end.ExitCode, end.Status, end.Changed));
        var resumed = new Play { Earlier = play.Journal.Events.TakeWhile(one => one is not JournalEvent.StepOutcome { Step: "finally.1" }) };
        end = await resumed.RunAsync(Writing);
        Assert.Equal((ExitCode.FailedAfterChange, RunStatus.Aborted, Changed.Unknown), (end.ExitCode, end.Status, end.Changed));
    }

    [Fact]
    public async Task Turns_of_a_loop_end_there()
    {
        var play = Stopping();

        var end = await play.RunAsync("- { id: s, for_each: \"['x', 'y']\", act: \"{{ item }}\", retry: { times: 1, delay: 1h } }");

        Assert.Equal((ExitCode.Aborted, "intent 1[0], failed 1[0], intent 1[0]/2, cancelled 1[0], cancelled 1"), (end.ExitCode, play.Journal.Story));
    }

    private static Play Stopping(Changed changed = Changed.None)
    {
        Play? play = null;
        play = new Play { Does = text => text == "x" ? Play.Fails(changed) : text == "w" ? Play.Writes() : null };
        play.Journal.Breaks = one =>
        {
            if (one is JournalEvent.StepOutcome { Status: StepStatus.Failed })
            {
                play.Control.Request();
            }

            return false;
        };
        return play;
    }
}
