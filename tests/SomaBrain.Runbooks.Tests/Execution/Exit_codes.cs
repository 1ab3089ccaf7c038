using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Exit_codes
{
    /// <summary>Outcomes of the steps, `on_failure` behind a slash, and what the run comes to (execution.md §3).</summary>
    public static TheoryData<string, int, RunStatus, Changed, string?> Table => new()
    {
        { "ok", 0, RunStatus.Done, Changed.None, null },
        { "write", 0, RunStatus.Done, Changed.Yes, null },
        { "warned", 0, RunStatus.Done, Changed.None, null },
        { "fail", 1, RunStatus.Failed, Changed.None, "1" },
        { "fail/warn", 0, RunStatus.Done, Changed.None, null },
        { "fail/warn fail", 1, RunStatus.Failed, Changed.None, "2" },
        { "fail/continue ok", 1, RunStatus.Failed, Changed.None, "1" },
        { "fail/continue fail", 1, RunStatus.Failed, Changed.None, "2" },
        { "no", 4, RunStatus.Failed, Changed.None, "1" },
        { "no/warn", 0, RunStatus.Done, Changed.None, null },
        { "no/continue", 4, RunStatus.Failed, Changed.None, "1" },
        { "no/continue fail", 1, RunStatus.Failed, Changed.None, "2" },
        { "write fail", 6, RunStatus.Failed, Changed.Yes, "2" },
        { "write no", 6, RunStatus.Failed, Changed.Yes, "2" },
        { "write no/warn", 0, RunStatus.Done, Changed.Yes, null },
        { "fail/continue write", 6, RunStatus.Failed, Changed.Yes, "1" },
        { "failed-after-change", 6, RunStatus.Failed, Changed.Yes, "1" },
        { "may-have-changed", 6, RunStatus.Failed, Changed.Unknown, "1" },
        { "may-have-changed/warn", 0, RunStatus.Done, Changed.Unknown, null },
        { "may-have-changed/warn no", 6, RunStatus.Failed, Changed.Unknown, "2" },
        { "doubt", 7, RunStatus.InDoubt, Changed.Unknown, "1" },
        { "doubt/continue ok", 7, RunStatus.InDoubt, Changed.Unknown, "1" },
        { "write doubt", 7, RunStatus.InDoubt, Changed.Yes, "2" },
        { "pause", 8, RunStatus.Done, Changed.None, "1" },
        { "write pause", 8, RunStatus.Done, Changed.Yes, "2" },
        { "fail/continue write pause", 8, RunStatus.Failed, Changed.Yes, "3" },
        { "declined", 10, RunStatus.Aborted, Changed.None, "1" },
        { "write declined", 6, RunStatus.Aborted, Changed.Yes, "2" },
        { "no/continue declined", 4, RunStatus.Failed, Changed.None, "2" },
        { "interrupted", 10, RunStatus.Aborted, Changed.None, "1" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_run_ends_with_the_code_that_its_steps_come_to(string outcomes, int code, RunStatus status, Changed changed, string? step)
    {
        var end = await new Play { Does = Outcome }.RunAsync(Steps(outcomes));

        Assert.Equal((code, changed, step), (end.ExitCode, end.Changed, end.Step));
        Assert.Equal(status, end.Status);
    }

    [Theory]
    [InlineData("doubt", false)]
    [InlineData("write doubt", false)]
    [InlineData("may-have-changed/continue doubt", true)]
    [InlineData("may-have-changed/warn doubt", true)]
    public async Task Of_a_step_in_doubt_it_is_told_why_and_whether_another_may_have_changed_something(string outcomes, bool may)
    {
        var end = await new Play { Does = Outcome }.RunAsync(Steps(outcomes));

        Assert.Equal((may, "RB402"), (end.MayHaveChanged, end.Doubt?.Code));
    }

    [Theory]
    [InlineData("write may-have-changed/warn write", "1 3", "2")]
    [InlineData("may-have-changed/continue may-have-changed", "", "1 2")]
    [InlineData("write doubt", "1", "")]
    public async Task Steps_that_failed_in_the_middle_are_told_beside_those_that_changed_something(string outcomes, string changes, string unsure)
    {
        var end = await new Play { Does = Outcome }.RunAsync(Steps(outcomes));

        Assert.Equal((changes, unsure), (string.Join(' ', end.Changes), string.Join(' ', end.Unsure)));
    }

    [Theory]
    [InlineData("fail", "1", false)]
    [InlineData("fail/continue ok", "1", true)]
    [InlineData("fail/continue no", "2", false)]
    public async Task A_plan_tells_which_step_decides_its_end_and_whether_it_would_go_on(string outcomes, string step, bool goesOn)
    {
        var play = new Play { Does = Outcome };

        await play.RunAsync($"steps:\n{Steps(outcomes)}\nfinally:\n- {{ act: fail, on_failure: warn }}", dryRun: true);

        Assert.Equal((step, goesOn), (play.Plan!.Decisive?.Key, play.Plan.GoesOn));
    }

    private static string Steps(string outcomes) =>
        string.Join('\n', outcomes.Split(' ').Select(one => one.Split('/')).Select(one => $"- act: {one[0]}{(one.Length > 1 ? $"\n  on_failure: {one[1]}" : "")}"));

    private static Outcome? Outcome(string text) => text switch
    {
        "write" => Play.Writes(),
        "warned" => new Outcome.Warned(Play.Why("RB410"), Play.Row(Value.Null.Instance)),
        "fail" => Play.Fails(),
        "failed-after-change" => Play.Fails(Changed.Yes),
        "may-have-changed" => Play.Fails(Changed.Unknown),
        "no" => Play.No(),
        "doubt" => new Outcome.InDoubt(Play.Why("RB402")),
        "pause" => new Outcome.Paused("go?"),
        "declined" => new Outcome.Declined("me"),
        "interrupted" => new Outcome.Interrupted(),
        _ => null,
    };
}
