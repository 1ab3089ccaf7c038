using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Retrying_and_stopping
{
    [Theory]
    [InlineData("{ times: 2, delay: 0s }", null, "read", 3)]
    [InlineData("{ times: 2, delay: 0s, on: [\"40001\"] }", "40001", "read", 3)]
    [InlineData("{ times: 2, delay: 0s, on: [\"40\"] }", "40P01", "read", 3)]
    [InlineData("{ times: 2, delay: 0s, on: [\"08\"] }", "40001", "read", 1)]
    [InlineData("{ times: 2, delay: 0s, on: [\"08\"] }", null, "read", 1)]
    public async Task A_failed_attempt_is_made_again_as_often_and_for_what_the_step_says(string retry, string? sqlState, string effect, int attempts)
    {
        var play = new Play { Does = _ => Play.Fails(sqlState: sqlState) };

        var end = await play.RunAsync($"- {{ act: x, effect: {effect}, retry: {retry} }}");

        Assert.Equal((attempts, ExitCode.Failed), (play.Acts.Count, end.ExitCode));
        Assert.Equal(attempts, play.Journal.Events.OfType<JournalEvent.StepOutcome>().Count());
        Assert.Equal(attempts, play.Journal.Events.OfType<JournalEvent.StepIntent>().Last().Attempt);
    }

    [Theory]
    [InlineData(Changed.Yes, "", "{ times: 2, delay: 0s }", 1)]
    [InlineData(Changed.Unknown, "", "{ times: 2, delay: 0s }", 3)]
    [InlineData(Changed.Unknown, "{ times: 2, delay: 0s }", "", 1)]
    [InlineData(Changed.None, "{ times: 2, delay: 0s }", "", 3)]
    public async Task What_changed_something_is_not_done_again(Changed changed, string byDefault, string own, int attempts)
    {
        var play = new Play { Does = _ => Play.Fails(changed) };

        await play.RunAsync($"{(byDefault.Length > 0 ? $"defaults: {{ retry: {byDefault} }}\n" : "")}steps:\n- {{ act: x, effect: write{(own.Length > 0 ? $", retry: {own}" : "")} }}");

        Assert.Equal(attempts, play.Acts.Count);
    }

    [Theory]
    [InlineData(1, "intent 1[0], failed 1[0], intent 1[0]/2, ok 1[0]")]
    [InlineData(2, "intent 1[0], failed 1[0], intent 1[0]/2, warned 1[0]")]
    public async Task An_attempt_that_another_follows_is_no_warning(int failing, string story)
    {
        var play = new Play();
        play.Does = _ => play.Acts.Count <= failing ? Play.Fails() : null;

        await play.RunAsync("- { for_each: \"['x']\", act: x, retry: { times: 1, delay: 0s }, on_failure: warn }");

        Assert.Equal(story, play.Journal.Story);
    }

    [Fact]
    public async Task Attempts_stand_apart_as_the_clock_of_the_run_says()
    {
        var times = new List<DateTimeOffset>();
        var timed = new Play { DoesAsync = (_, context, _) => Fail(times, context) };

        await timed.RunTimedAsync("- { act: x, retry: { times: 2, delay: 10s, backoff: 3 } }", TimeSpan.FromSeconds(1));

        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(10));
        Assert.True(times[2] - times[1] >= TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("read", ExitCode.Failed, "RB401")]
    [InlineData("write", ExitCode.InDoubt, "RB402")]
    public async Task A_step_that_takes_too_long_is_broken_off(string effect, int code, string problem)
    {
        var play = new Play { DoesAsync = (_, _, ct) => ForeverAsync(ct) };

        var end = await play.RunTimedAsync($"- {{ act: x, effect: {effect}, timeout: 30s }}", TimeSpan.FromSeconds(10));

        Assert.Equal((code, problem), (end.ExitCode, Assert.Single(end.Problems).Code));
    }

    [Fact]
    public async Task A_timeout_of_years_is_no_mistake()
    {
        var end = await new Play().RunAsync("- { act: x, timeout: 9000d }");

        Assert.Equal(ExitCode.Done, end.ExitCode);
    }

    [Theory]
    [InlineData("- act: stop\n- act: x", 10)]
    [InlineData("- { act: stop, effect: write }\n- act: x", 6)]
    [InlineData("- { id: s, repeat: { times: 5 }, act: stop }\n- act: x", 10)]
    [InlineData("- { for_each: params.l, act: stop }\n- act: x", 10)]
    [InlineData("- { fork: 1 == 1, yes: [{ act: stop }, { act: y }] }\n- act: x", 10)]
    public async Task A_stop_request_ends_the_run_after_the_running_step(string steps, int code)
    {
        Play? play = null;
        play = new Play { Does = text => Stop(play!, text) };

        var end = await play.RunAsync($"params: {{ l: {{ type: list, default: [a, b] }} }}\nsteps:\n{steps}");

        Assert.Equal(["stop"], play.Acts);
        Assert.Equal((code, RunStatus.Aborted), (end.ExitCode, end.Status));
    }

    [Theory]
    [InlineData("{ act: x, retry: { times: 1, delay: 1h } }")]
    [InlineData("{ act: x, retry: { times: 1, delay: 1h }, on_failure: warn }")]
    [InlineData("{ id: s, act: y, repeat: { times: 2, every: 1h } }")]
    public async Task A_stop_request_is_not_kept_waiting(string step)
    {
        var play = new Play { Does = text => text == "x" ? Play.Fails() : null };
        var run = Task.Run(() => play.RunAsync($"- {step}"));
        while (play.Journal.Entries.Count < 2)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        play.Control.Request();

        var end = await run;
        Assert.Equal((ExitCode.Aborted, RunStatus.Aborted), (end.ExitCode, end.Status));
        Assert.Single(play.Acts);
        Assert.Empty(end.Problems);
    }

    [Theory]
    [InlineData("read", ExitCode.Aborted, "intent 1, cancelled 1")]
    [InlineData("write", ExitCode.InDoubt, "intent 1!, doubt 1!")]
    public async Task A_cancelled_read_is_interrupted_and_a_cancelled_write_is_in_doubt(string effect, int code, string story)
    {
        Play? play = null;
        play = new Play { DoesAsync = (_, _, ct) => CancelAsync(play!, ct) };

        var end = await play.RunAsync($"- {{ act: x, effect: {effect} }}\n- act: y");

        Assert.Equal((code, story), (end.ExitCode, play.Journal.Story));
    }

    [Fact]
    public async Task A_condition_that_is_cancelled_ends_the_run_as_stopped()
    {
        Play? play = null;
        play = new Play { Member = _ => Cancelled(play!) };

        var end = await play.RunAsync("- { act: x, when: targets.db.up }");

        Assert.Equal(ExitCode.Aborted, end.ExitCode);
    }

    private static Evaluated Cancelled(Play play)
    {
        play.Control.Request();
        play.Control.Request();
        throw new OperationCanceledException(play.Control.Cancel);
    }

    private static Outcome? Stop(Play play, string text)
    {
        play.Control.Request();
        return text == "stop" && play.Journal.Events.OfType<JournalEvent.StepIntent>().Last().Effect == "write" ? Play.Writes() : null;
    }

    private static async ValueTask<Outcome?> CancelAsync(Play play, CancellationToken ct)
    {
        play.Control.Request();
        play.Control.Request();
        return await ForeverAsync(ct);
    }

    private static async ValueTask<Outcome?> ForeverAsync(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return null;
    }

    private static ValueTask<Outcome?> Fail(List<DateTimeOffset> times, StepContext context)
    {
        times.Add(context.Time.GetUtcNow());
        return new(Play.Fails());
    }
}
