using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Expressions;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Resuming
{
    private static readonly Value Secret = new Value.Secret("params.p", new Value.Text("hunter2"));

    private const string Ask = "- { id: q, act: ask }\n";

    public static TheoryData<string, Value> Values => new()
    {
        { "null", Value.Null.Instance },
        { "boolean", new Value.Boolean(true) },
        { "integer", new Value.Integer(long.MaxValue) },
        { "decimal", new Value.Number(1.50m) },
        { "text", new Value.Text("ä\n\"") },
        { "timestamp", new Value.Timestamp(new(2026, 11, 22, 16, 40, 12, TimeSpan.Zero)) },
        { "duration", new Value.Duration(TimeSpan.FromMilliseconds(1500)) },
        { "size", new Value.Size(1L << 40) },
        { "bytes", new Value.Bytes([0, 255]) },
        { "list", new Value.List([new Value.Integer(1), Value.Null.Instance]) },
        { "row", new Value.Row([new("$a", new Value.Text("b"))]) },
        { "cell", new Value.Cell("12.340", "numeric", new Value.Number(12.340m)) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_recorded_result_is_the_same_after_a_resume(string name, Value value)
    {
        const string steps = "- { id: s, act: give }\n" + Ask + "- { id: t, for_each: \"[steps.s.value]\", act: \"{{ item ?? 'null' }}\" }";
        var whole = new Play { Does = text => text == "give" ? Play.Gives(value) : null };
        await whole.RunAsync(steps);

        var (_, resumed) = await ResumedAsync(steps, text => text == "give" ? Play.Gives(value) : null);

        Assert.NotEmpty(name);
        Assert.Equal(whole.Acts.Skip(1), resumed.Acts);
    }

    [Fact]
    public async Task Recorded_steps_are_not_carried_out_again_and_the_paused_one_is()
    {
        var (first, resumed) = await ResumedAsync("- { act: w, effect: write }\n- { act: x, when: 1 == 2 }\n" + Ask + "- act: z", text => text == "w" ? Play.Writes() : null);

        Assert.Equal(["w", "ask"], first.Acts);
        Assert.Equal(["ask", "z"], resumed.Acts);
        Assert.Equal("intent 3, ok 3, intent 4, ok 4", resumed.Journal.Story);
    }

    [Fact]
    public async Task A_branch_and_its_loop_go_on_where_they_stood()
    {
        const string steps = "params: { l: { type: list, default: [a, b] } }\nsteps:\n- { id: s, for_each: params.l, fork: item == 'b', yes: [{ id: i, act: \"i{{ item }}\", effect: write }, { act: ask }], no: [{ act: \"n{{ item }}\" }] }\n- act: \"{{ steps.s.each[1].i.value }}{{ steps.s.each[0].arm }}\"";

        var (first, resumed) = await ResumedAsync(steps, text => null);

        Assert.Equal(["na", "ib", "ask"], first.Acts);
        Assert.Equal(["ask", "ibno"], resumed.Acts);
    }

    [Fact]
    public async Task A_condition_that_was_decided_is_not_asked_again()
    {
        var up = true;
        var (_, resumed) = await ResumedAsync("- { id: s, act: x, when: targets.db.up }\n" + Ask + "- act: \"{{ steps.s.status }}\"", _ => null, _ => new Value.Boolean(up), () => up = false);

        Assert.Equal(["ask", "ok"], resumed.Acts);
    }

    [Fact]
    public async Task A_repeat_that_lacks_turns_is_whole_again()
    {
        var values = new Queue<string>("a a a b b".Split(' '));
        var (first, resumed) = await ResumedAsync(
            "- { id: s, repeat: { times: 5, every: 1h }, act: x }\n" + Ask + "- act: \"{{ size(steps.s.each) }}{{ steps.s.each[2].value }}{{ steps.s.each[3].value }}{{ steps.s.value }}\"",
            text => text == "x" ? Play.Gives(new Value.Text(values.Dequeue())) : null);

        Assert.Equal(6, first.Acts.Count);
        Assert.Equal(["ask", "5abb"], resumed.Acts);
    }

    [Fact]
    public async Task A_question_within_a_repeat_is_asked_in_its_turn()
    {
        var answers = 0;
        var (first, resumed) = await ResumedAsync(
            "- { id: s, repeat: { times: 3 }, fork: 1 == 1, yes: [{ act: \"x{{ index }}\" }, { fork: index == 1, yes: [{ act: ask }] }] }",
            _ => ++answers > 100 ? Play.Fails() : null);

        Assert.Equal(["x0", "x1", "ask"], first.Acts);
        Assert.Equal(["ask", "x2"], resumed.Acts);
    }

    [Fact]
    public async Task Only_the_last_attempt_counts()
    {
        var attempt = 0;
        var (first, resumed) = await ResumedAsync("- { id: s, act: x, retry: { times: 2, delay: 0s } }\n" + Ask + "- act: \"{{ steps.s.status }}\"", text => text == "x" && ++attempt < 3 ? Play.Fails() : null);

        Assert.Equal(4, first.Acts.Count);
        Assert.Equal(["ask", "ok"], resumed.Acts);
    }

    [Theory]
    [InlineData("no", "continue", 4, "failed")]
    [InlineData("fail", "continue", 1, "failed")]
    [InlineData("fail", "warn", 0, "failed")]
    [InlineData("maybe", "continue", 6, "failed")]
    [InlineData("maybe", "warn", 0, "failed")]
    [InlineData("warned", "stop", 0, "warned")]
    public async Task A_recorded_failure_means_the_same_after_a_resume(string act, string onFailure, int code, string status)
    {
        var (_, resumed) = await ResumedAsync($"- {{ id: s, act: {act}, on_failure: {onFailure} }}\n" + Ask + "- act: \"{{ steps.s.status }}{{ steps.s.value ?? '' }}\"", Outcome, after: null, end: end =>
        {
            Assert.Equal(code, end.ExitCode);
            Assert.Equal(act == "maybe" ? Changed.Unknown : Changed.None, end.Changed);
        });

        Assert.StartsWith(status, resumed.Acts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_whose_result_was_not_kept_is_read_again_and_a_write_is_not()
    {
        var secret = new Value.Secret("s", new Value.Text("hunter2"));
        var (_, resumed) = await ResumedAsync(
            "- { id: r, act: read }\n- { id: w, act: write, effect: write }\n" + Ask + "- act: \"{{ steps.w.value }}\"",
            text => text is "read" or "write" ? new Outcome.Succeeded(Play.Row(secret), text == "write" ? Changed.Yes : Changed.None) : null,
            end: end => Assert.Equal(ExitCode.FailedAfterChange, end.ExitCode));

        Assert.Equal(["read", "ask"], resumed.Acts);
    }

    [Fact]
    public async Task A_var_keeps_its_value()
    {
        var host = "old";
        var (first, resumed) = await ResumedAsync(
            "vars: { v: \"{{ targets.db.host }}\", w: \"{{ vars.v }}!\", later: \"{{ targets.db.host }}\" }\nsteps:\n- act: \"{{ vars.w }}\"\n" + Ask + "- act: \"{{ vars.w }} {{ vars.v }} {{ vars.later }}\"",
            _ => null,
            _ => new Value.Text(host),
            () => host = "new");

        Assert.Equal(["var v", "var w"], first.Journal.Events.OfType<JournalEvent.VarComputed>().Select(computed => $"var {computed.Name}"));
        Assert.Equal(["ask", "old! old new"], resumed.Acts);
        Assert.Equal("later", Assert.Single(resumed.Journal.Events.OfType<JournalEvent.VarComputed>()).Name);
    }

    [Fact]
    public async Task A_secret_var_is_computed_again_and_never_written()
    {
        var (first, resumed) = await ResumedAsync(
            "params: { p: { type: secret, from: \"env:P\" } }\nvars: { v: \"{{ params.p }}\" }\nsteps:\n- act: \"{{ vars.v }}\"\n" + Ask + "- { act: \"{{ vars.v }}\", when: vars.v == 'hunter2' }",
            _ => null);

        Assert.DoesNotContain("hunter2", string.Join('\n', first.Journal.Events), StringComparison.Ordinal);
        Assert.Equal(["ask", "***"], resumed.Acts);
    }

    private static Outcome? Outcome(string text) => text switch
    {
        "no" => Play.No(),
        "fail" => Play.Fails(),
        "maybe" => Play.Fails(Changed.Unknown),
        "warned" => new Outcome.Warned(Play.Why("RB410"), Play.Row(Value.Null.Instance)),
        _ => null,
    };

    /// <summary>Runs until `ask` pauses, takes the journal through its own text, and resumes with an answer.</summary>
    private static async Task<(Play First, Play Resumed)> ResumedAsync(
        string steps, Func<string, Outcome?> does, Func<string, Evaluated>? member = null, Action? after = null, Action<RunEnd>? end = null)
    {
        member ??= _ => new Value.Boolean(true);
        var first = new Play { Does = text => text == "ask" ? new Outcome.Paused("go?") : does(text), Member = member, Parameters = { ["p"] = Secret } };
        var paused = steps.Contains("every", StringComparison.Ordinal) ? await first.RunTimedAsync(steps, TimeSpan.FromHours(1)) : await first.RunAsync(steps);
        Assert.True(paused.Paused);
        after?.Invoke();
        var resumed = new Play { Does = does, Member = member, Earlier = [.. first.Journal.Events.Select(Reread)], Parameters = { ["p"] = Secret } };
        var ended = await resumed.RunAsync(steps);
        end?.Invoke(ended);
        return (first, resumed);
    }

    private static JournalEvent Reread(JournalEvent what) => what switch
    {
        JournalEvent.StepOutcome { Result: { } result } ended => ended with { Result = ValueJson.Read(ValueJson.Write(result)) },
        JournalEvent.VarComputed { Value: { } value } computed => computed with { Value = ValueJson.Read(ValueJson.Write(value)) },
        _ => what,
    };
}
