using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Final_steps
{
    private const string Whole = """
        steps: [{ id: a, act: a, effect: write }, { id: b, act: b }]
        finally: [{ act: "x {{ steps.b.status }}" }, { id: y, act: y }]
        """;

    /// <summary>What each act does, which acts run, exit code, and where the run ended.</summary>
    public static TheoryData<string, string, int, string?> Table => new()
    {
        { "", "a; b; x ok; y", 0, null },
        { "a=fail", "a; x skipped; y", 1, "a" },
        { "a=no", "a; x skipped; y", 4, "a" },
        { "a=write b=fail", "a; b; x failed; y", 6, "b" },
        { "a=declined", "a; x skipped; y", 10, "a" },
        { "a=doubt", "a", 7, "a" },
        { "a=pause", "a", 8, "a" },
        { "y=fail", "a; b; x ok; y", 1, "y" },
        { "x=fail", "a; b; x ok", 1, "finally.1" },
        { "a=no x=fail", "a; x skipped", 4, "a" },
        { "a=declined x=fail", "a; x skipped", 10, "a" },
        { "a=declined x=write", "a; x skipped; y", 6, "a" },
        { "a=no y=doubt", "a; x skipped; y", 7, "a" },
        { "a=fail y=pause", "a; x skipped; y", 8, "y" },
        { "a=declined y=pause", "a; x skipped; y", 10, "a" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task The_last_steps_run_whatever_became_of_the_run_and_do_not_hide_it(string script, string acts, int code, string? step)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync(Whole);

        Assert.Equal((acts, code, step), (string.Join("; ", play.Acts), end.ExitCode, end.Step));
    }

    [Theory]
    [InlineData("", "", null, null)]
    [InlineData("x=fail", "finally.1", "a", "finally.1")]
    [InlineData("a=declined x=fail", "a", null, "finally.1")]
    [InlineData("x=declined y=fail", "finally.1", "a", null)]
    public async Task What_failed_after_the_operator_stopped_the_run_is_not_where_it_was_stopped(string script, string step, string? behind, string? failed)
    {
        var play = Play.Scripted(script);
        var does = play.Does;
        play.Does = text =>
        {
            if (text == "a" && script.Length > 0)
            {
                play.Control.Request();
            }

            return does(text);
        };

        var end = await play.RunAsync(Whole);

        Assert.Equal((step, behind, failed), (end.Step ?? "", end.StoppedBehind, end.FailedCleaning));
    }

    [Theory]
    [InlineData("x=fail", "y")]
    [InlineData("a=no x=no", "y")]
    [InlineData("x=doubt", "")]
    [InlineData("y=fail", "")]
    public async Task What_a_failure_among_them_leaves_out_is_named(string script, string leftOut)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync(Whole);

        Assert.Equal(leftOut, string.Join(", ", end.LeftOut));
        Assert.Equal(
            leftOut.Length == 0 ? "" : "finally.2: step finally.1 before it failed",
            string.Join(", ", play.Journal.Events.OfType<JournalEvent.StepSkipped>().Select(one => $"{one.Step}: {one.Reason}")));
    }

    [Fact]
    public async Task So_it_is_in_always_of_each_block_and_not_in_a_block_inside_of_it()
    {
        var play = Play.Scripted("a=fail x=fail");

        var end = await play.RunAsync("- { id: b, on_failure: continue, block: [{ act: a }, { act: c }], always: [{ block: [{ act: x }, { act: y }], rescue: [{ act: r }] }, { act: x }, { id: z, act: z }] }\n- act: next");

        Assert.Equal(("a; x; r; x; next", "z"), (string.Join("; ", play.Acts), string.Join("; ", end.LeftOut)));
    }

    [Theory]
    [InlineData("a", 1, "a; x skipped; y", 0, 10)]
    [InlineData("a", 2, "a", 1, 10)]
    [InlineData("b", 1, "a; b; x ok; y", 0, 0)]
    [InlineData("y", 1, "a; b; x ok; y", 0, 0)]
    [InlineData("x", 2, "a; b; x ok", 1, 10)]
    public async Task A_stop_request_keeps_them_and_a_second_does_not(string at, int requests, string acts, int notRun, int code)
    {
        var play = new Play();
        play.Does = text =>
        {
            for (var i = 0; i < requests && text.StartsWith(at, StringComparison.Ordinal); i++)
            {
                play.Control.Request();
            }

            return null;
        };

        var end = await play.RunAsync(Whole);

        Assert.Equal((acts, notRun, code), (string.Join("; ", play.Acts), end.NotRun.Length, end.ExitCode));
    }

    /// <summary>A step, what can be asked of it at the end, and the last of it in the journal.</summary>
    public static TheoryData<string, string, string, string> Unfinished => new()
    {
        { "for_each: params.l, act: \"{{ item }}\"", "{{ steps.s.value ?? 'none' }} {{ size(steps.s.each ?? []) }}", "stop 2", "cancelled 1" },
        { "repeat: { until: steps.s.value == 'never', max: 9 }, act: stop", "{{ steps.s.value ?? 'none' }} {{ size(steps.s.each ?? []) }}", "stop 1", "cancelled 1" },
        { "repeat: { times: 9 }, effect: write, act: stop", "{{ steps.s.value ?? 'none' }} {{ size(steps.s.each ?? []) }}", "stop 1", "cancelled 1" },
        { "fork: 1 == 1, yes: [{ act: stop }, { id: i, act: y }]", "{{ steps.s.arm ?? 'none' }} {{ steps.i.value ?? 'none' }}", "yes none", "cancelled 1" },
        { "block: [{ act: stop }, { act: y }]", "{{ steps.s.rescued ?? 'none' }}", "none", "cancelled 1" },
        { "call: c", "{{ steps.s.v ?? 'none' }}", "none", "cancelled 1" },
        { "for_each: params.l, block: [{ act: \"{{ item }}\" }, { id: i, act: y }]", "{{ steps.s.each[0].i.value }} {{ steps.s.each[1].i.value ?? 'none' }} {{ steps.s.each[1].rescued ?? 'none' }}", "y none none", "cancelled 1[1], cancelled 1" },
    };

    [Theory]
    [MemberData(nameof(Unfinished))]
    public async Task A_step_that_the_operator_stopped_is_not_ok_for_them(string step, string asks, string answer, string story)
    {
        Play? play = null;
        play = new Play { Does = text => Stop(play!, text), Files = new() { ["c"] = "steps: [{ act: stop }, { id: i, act: y }]\noutputs: { v: \"{{ steps.i.value }}\" }" } };

        var end = await play.RunAsync($$$"""
            params: { l: { type: list, default: [a, stop, c] } }
            steps: [{ id: s, {{{step}}} }, { act: never }]
            finally: [{ act: "{{ steps.s.status }} {{{asks}}}" }]
            """);

        Assert.Equal(($"stopped {answer}", ExitCode.Aborted), (play.Acts[^1], end.ExitCode));
        Assert.Contains($"{story}, intent finally.1", play.Journal.Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("for_each: params.l, act: \"{{ item }}\"", "stopped after 2 of 3 turns")]
    [InlineData("repeat: { times: 9 }, act: stop", "stopped after 1 of 9 turns")]
    [InlineData("repeat: { until: 1 == 2, max: 9 }, act: stop", "stopped after 1 turn")]
    public async Task The_journal_says_how_far_a_stopped_loop_came(string step, string how)
    {
        Play? play = null;
        play = new Play { Does = text => Stop(play!, text) };

        await play.RunAsync($"params: {{ l: {{ type: list, default: [a, stop, c] }} }}\nsteps: [{{ id: s, {step} }}]");

        Assert.Equal(how, KeyResult.OfStop(Assert.IsType<JournalEvent.StepOutcome>(play.Journal.Events.Last())));
    }

    private static Outcome? Stop(Play play, string text)
    {
        if (text == "stop")
        {
            play.Control.Request();
        }

        return null;
    }

    [Fact]
    public async Task They_are_journaled_and_planned_under_a_path_of_their_own()
    {
        var play = new Play();
        await play.RunAsync(Whole);
        var planned = new Play();
        await planned.RunAsync(Whole, dryRun: true);

        Assert.EndsWith("intent finally.1, ok finally.1, intent finally.2, ok finally.2", play.Journal.Story, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "finally.1", "finally.2"], planned.Plan!.Steps.Select(step => step.Key));
    }

    [Fact]
    public async Task A_dry_run_that_ends_early_shows_them_all_the_same()
    {
        var play = Play.Scripted("b=fail");

        var end = await play.RunAsync("steps: [{ act: b }, { act: c }]\nfinally: [{ act: x }]", dryRun: true);

        Assert.Equal(("b; x", 1), (string.Join("; ", play.Acts), end.ExitCode));
        Assert.Equal(Grade.Executed, play.Plan!.Steps[^1].Grade);
    }

    [Theory]
    [InlineData("y=pause", "y", 0)]
    [InlineData("b=fail y=pause", "y", 1)]
    [InlineData("b=pause", "b; x ok; y", 0)]
    public async Task They_run_after_a_resume(string script, string then, int code)
    {
        var play = Play.Scripted(script);
        await play.RunAsync(Whole);
        var resumed = Play.Scripted(script.Replace("=pause", "=go", StringComparison.Ordinal), play.Journal.Events);

        var end = await resumed.RunAsync(Whole);

        Assert.Equal((then, code), (string.Join("; ", resumed.Acts), end.ExitCode));
    }
}
