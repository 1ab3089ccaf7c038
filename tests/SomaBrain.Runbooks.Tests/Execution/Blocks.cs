using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Blocks
{
    private const string Whole = """
        - id: b
          block: [{ id: a, act: a, effect: write }, { id: c, act: c }]
          rescue: [{ id: r, act: "r {{ error.code }} {{ error.step }} {{ error.sqlstate ?? '-' }} {{ error.message }}" }]
          always: [{ act: "always {{ steps.c.status }}" }]
        - act: "after {{ steps.b.rescued }} {{ steps.r.status }}"
        """;

    /// <summary>What each act does, which acts run, the exit code, and where the run ends.</summary>
    public static TheoryData<string, string, int, string?> Table => new()
    {
        { "", "a; c; always ok; after false skipped", 0, null },
        { "c=fail", "a; c; r RB999 c 42P01 wrong; always failed; after true ok", 0, null },
        { "a=write c=no", "a; c; r RB410 c - wrong; always failed; after true ok", 0, null },
        { "a=fail", "a; r RB999 a 42P01 wrong; always skipped; after true ok", 0, null },
        { "a=write c=fail r=fail", "a; c; r RB999 c 42P01 wrong; always failed", 6, "r" },
        { "c=fail r=no", "a; c; r RB999 c 42P01 wrong; always failed", 1, "r" },
        { "c=fail always=fail", "a; c; r RB999 c 42P01 wrong; always failed", 1, "1.always.1" },
        { "c=fail r=fail always=no", "a; c; r RB999 c 42P01 wrong; always failed", 1, "r" },
        { "always=no", "a; c; always ok", 4, "1.always.1" },
        { "c=doubt", "a; c", 7, "c" },
        { "c=declined", "a; c; always stopped", 10, "c" },
        { "a=write c=declined always=fail", "a; c; always stopped", 6, "c" },
        { "c=pause", "a; c", 8, "c" },
        { "c=no r=declined", "a; c; r RB410 c - wrong; always failed", 10, "r" },
        { "a=write c=fail r=declined", "a; c; r RB999 c 42P01 wrong; always failed", 6, "r" },
        { "c=fail r=declined always=fail", "a; c; r RB999 c 42P01 wrong; always failed", 10, "r" },
        { "c=fail r=pause", "a; c; r RB999 c 42P01 wrong", 8, "r" },
        { "c=declined always=pause", "a; c; always stopped", 10, "c" },
        { "after=fail", "a; c; always ok; after false skipped", 1, "2" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_block_is_tried_rescued_and_always_ended(string script, string acts, int code, string? step)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync(Whole);

        Assert.Equal((acts, code, step), (string.Join("; ", play.Acts), end.ExitCode, end.Step));
    }

    /// <summary>`on_failure` of the block, what its steps do, and the run.</summary>
    public static TheoryData<string, string, string, int> Passed => new()
    {
        { "warn", "a=fail", "a; z; after failed", 0 },
        { "continue", "a=fail", "a; z; after failed", 1 },
        { "continue", "a=no", "a; z; after failed", 4 },
        { "stop", "a=fail", "a; z", 1 },
        { "warn", "a=fail z=fail", "a; z; after failed", 0 },
        { "warn", "a=doubt", "a", 7 },
        { "warn", "a=declined", "a; z", 10 },
        { "continue", "a=fail after=fail", "a; z; after failed", 1 },
    };

    [Theory]
    [MemberData(nameof(Passed))]
    public async Task What_a_failed_block_means_is_said_by_its_on_failure(string onFailure, string script, string acts, int code)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync($"- {{ id: b, on_failure: {onFailure}, block: [{{ act: a }}], always: [{{ act: z }}] }}\n- act: \"after {{{{ steps.b.status }}}}\"");

        Assert.Equal((acts, code), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Fact]
    public async Task What_changed_stays_counted_after_a_rescue()
    {
        var end = await Play.Scripted("a=write c=fail").RunAsync(Whole);

        Assert.Equal((ExitCode.Done, Changed.Yes), (end.ExitCode, end.Changed));
        Assert.Empty(end.Problems);
    }

    [Fact]
    public async Task The_journal_has_each_arm_and_the_end_of_the_block()
    {
        var play = Play.Scripted("c=fail");

        await play.RunAsync(Whole);

        Assert.Equal(
            "intent 1, block 1, intent 1.block.1!, ok 1.block.1!, intent 1.block.2, failed 1.block.2, rescue 1, intent 1.rescue.1, ok 1.rescue.1, always 1, intent 1.always.1, ok 1.always.1, ok 1, intent 2, ok 2",
            play.Journal.Story);
    }

    [Fact]
    public async Task A_failure_that_lets_the_run_go_on_is_not_rescued()
    {
        var play = Play.Scripted("a=fail");

        var end = await play.RunAsync("- { block: [{ act: a, on_failure: continue }, { act: c }], rescue: [{ act: r }] }\n- act: z");

        Assert.Equal(("a; c; z", 1), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Fact]
    public async Task Blocks_stand_in_each_other_and_the_nearest_rescues()
    {
        var play = Play.Scripted("a=fail r=fail");

        var end = await play.RunAsync("- { block: [{ block: [{ act: a }], rescue: [{ act: r }], always: [{ act: x }] }], rescue: [{ act: \"R {{ error.step }}\" }], always: [{ act: y }] }\n- act: z");

        Assert.Equal(("a; r; x; R 1.block.1.rescue.1; y; z", 0), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Theory]
    [InlineData("a=fail", "- { id: b, block: [{ act: a }], rescue: [{ act: \"{{ steps.b.rescued ?? 'open' }} {{ error.step }}\" }], always: [{ act: \"{{ steps.b.rescued ?? 'open' }}\" }] }\n- act: \"{{ steps.b.rescued }}\"", "a; open 1.block.1; open; true")]
    [InlineData("", "- { id: b, block: [{ act: a }], always: [{ when: \"!(steps.b.rescued ?? false)\", act: c }] }", "a; c")]
    [InlineData("", "- { id: lp, for_each: [x, y], block: [{ act: \"{{ item }} {{ size(steps.lp.each ?? []) }}\" }] }\n- act: \"{{ size(steps.lp.each) }}\"", "x 0; y 0; 2")]
    [InlineData("", "- { id: f, fork: \"true\", yes: [{ act: \"{{ steps.f.arm }}\" }] }\n- act: \"{{ steps.f.arm }} {{ size(steps.f) }}\"", "yes; yes 2")]
    public async Task What_a_step_around_has_not_come_to_yet_is_missing_inside_of_it(string script, string steps, string acts)
    {
        var play = Play.Scripted(script);

        var end = await play.RunAsync(steps);

        Assert.Equal((acts, 0), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Fact]
    public async Task It_stays_missing_where_the_step_did_not_come_to_its_end()
    {
        var play = Play.Scripted("a=fail");

        await play.RunAsync("steps: [{ id: b, block: [{ act: a }] }]\nfinally: [{ act: \"{{ steps.b.rescued ?? 'open' }}\" }]");

        Assert.Equal("a; open", string.Join("; ", play.Acts));
    }

    [Fact]
    public async Task A_loop_goes_on_after_a_rescued_turn()
    {
        var play = Play.Scripted("b=fail");

        var end = await play.RunAsync("params: { l: { type: list, default: [a, b, c] } }\nsteps:\n- { id: s, for_each: params.l, block: [{ id: i, act: \"{{ item }}\" }, { id: j, act: then }], rescue: [{ act: \"no {{ item }} {{ error.step }}\" }] }\n- act: \"{{ steps.s.each[1].rescued }} {{ steps.s.each[1].j.status }} {{ steps.s.each[2].i.value }}\"");

        Assert.Equal(("a; then; b; no b i; c; then; true skipped c", 0), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Theory]
    [InlineData("c=no r=declined", RunStatus.Aborted, Changed.None)]
    [InlineData("a=write c=no r=declined", RunStatus.Aborted, Changed.Yes)]
    [InlineData("c=no r=no", RunStatus.Failed, Changed.None)]
    public async Task A_no_in_the_rescue_is_the_operators_and_the_failure_is_told_all_the_same(string script, RunStatus status, Changed changed)
    {
        var end = await Play.Scripted(script).RunAsync(Whole);

        Assert.Equal((status, changed, "r"), (end.Status, end.Changed, end.Step));
        Assert.All(end.Problems, problem => Assert.Equal("RB410", problem.Code));
        Assert.NotEmpty(end.Problems);
    }

    [Fact]
    public async Task A_run_that_is_stopped_in_the_rescue_is_stopped()
    {
        var play = new Play();
        play.Does = text =>
        {
            if (text == "r")
            {
                play.Control.Request();
            }

            return text == "a" ? Play.Fails() : null;
        };

        var end = await play.RunAsync("- { block: [{ act: a }], rescue: [{ act: r }, { act: s }], always: [{ act: x }] }\n- act: z");

        Assert.Equal(("a; r; x", ExitCode.Aborted, RunStatus.Aborted, null), (string.Join("; ", play.Acts), end.ExitCode, end.Status, end.Step));
        Assert.Equal("1.rescue.1", end.StoppedBehind);
    }

    [Fact]
    public async Task A_stop_request_within_the_block_is_kept_until_always_has_run()
    {
        var play = new Play();

        var end = await RunStoppedAsync(play, text => text == "a" ? 1 : 0, "- { block: [{ act: a }, { act: c }], rescue: [{ act: r }], always: [{ act: x }, { act: y }] }\n- act: z");

        Assert.Equal(("a; x; y", ExitCode.Aborted), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Fact]
    public async Task A_second_stop_request_cancels_always_and_the_end_says_so()
    {
        var play = new Play();
        var end = await RunStoppedAsync(play, text => text == "a" ? 2 : 0, "- { block: [{ act: a }], always: [{ act: x }] }");

        Assert.Equal(("a", "1.always"), (string.Join("; ", play.Acts), Assert.Single(end.NotRun)));
    }

    [Fact]
    public async Task A_dry_run_shows_the_rescue_as_what_would_be()
    {
        var play = new Play();

        await play.RunAsync(Whole, dryRun: true);

        Assert.Equal(["1:", "1.block.1:", "1.block.2:", "1.rescue.1:step b fails", "1.always.1:", "2:"], play.Plan!.Steps.Select(step => $"{step.Key}:{step.Condition}"));
        Assert.Equal("c", string.Join("; ", play.Acts)); // `a` may fail, and `always` speaks of `c` behind it
    }

    [Fact]
    public async Task A_dry_run_takes_the_rescue_when_a_read_fails_already()
    {
        var play = Play.Scripted("c=fail");

        var end = await play.RunAsync(Whole, dryRun: true);

        Assert.Equal(("c; r RB999 c 42P01 wrong; always failed; after true ok", 0), (string.Join("; ", play.Acts), end.ExitCode));
    }

    [Theory]
    [InlineData("c=fail r=pause", "a; c; r RB999 c 42P01 wrong", "r RB999 c 42P01 wrong; always failed; after true ok", 0)]
    [InlineData("c=fail always=pause", "a; c; r RB999 c 42P01 wrong; always failed", "always failed; after true ok", 0)]
    [InlineData("c=fail r=fail always=pause", "a; c; r RB999 c 42P01 wrong; always failed", "always failed", 1)]
    [InlineData("c=pause", "a; c", "c; always ok; after false skipped", 0)]
    [InlineData("c=fail after=pause", "a; c; r RB999 c 42P01 wrong; always failed; after true ok", "after true ok", 0)]
    public async Task A_run_is_resumed_within_any_arm(string script, string first, string then, int code)
    {
        var play = Play.Scripted(script);
        await play.RunAsync(Whole);
        var resumed = Play.Scripted(script.Replace("=pause", "=go", StringComparison.Ordinal), play.Journal.Events);

        var end = await resumed.RunAsync(Whole);

        Assert.Equal((first, then, code), (string.Join("; ", play.Acts), string.Join("; ", resumed.Acts), end.ExitCode));
        Assert.DoesNotContain(resumed.Journal.Events.OfType<JournalEvent.BranchTaken>(), taken => play.Journal.Events.Contains(taken));
    }

    private static Task<RunEnd> RunStoppedAsync(Play play, Func<string, int> requests, string steps)
    {
        play.Does = text =>
        {
            for (var i = 0; i < requests(text); i++)
            {
                play.Control.Request();
            }

            return null;
        };
        return play.RunAsync(steps);
    }
}
