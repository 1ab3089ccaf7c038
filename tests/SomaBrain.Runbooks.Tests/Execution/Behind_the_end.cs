using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>What a plan shows of the steps behind the one at which the run would end, and that it does nothing for them.</summary>
public sealed class Behind_the_end
{
    [Theory]
    [InlineData("no", ExitCode.SaidNo)]
    [InlineData("fail", ExitCode.Failed)]
    public async Task They_are_prepared_as_far_as_values_are_known_and_not_carried_out(string ends, int code)
    {
        var play = new Play { Does = Outcome };

        var end = await play.RunAsync($"- {{ id: r, act: r }}\n- {{ id: s, act: {ends} }}\n- {{ id: w, title: \"Do {{{{ steps.r.value }}}}\", act: \"w {{{{ steps.r.value }}}}\", effect: write }}\n- act: \"x {{{{ steps.s.value }}}} {{{{ steps.w.value }}}}\"", dryRun: true);

        Assert.Equal((code, "r, " + ends), (end.ExitCode, string.Join(", ", play.Acts)));
        var (known, unknown) = (play.Plan!.Steps[2], play.Plan.Steps[3]);
        Assert.Equal((Grade.NotSimulated, "not reached: step s would fail", "Do r", "w r", null, true), (known.Grade, known.Reason, known.Title, known.Description?.Text, known.Problem, known.NotReached));
        Assert.Equal(["step s"], unknown.Unknown);
        Assert.Same(play.Plan.Steps[1].Header, play.Plan.Decisive?.Header);
        Assert.False(play.Plan.Steps[1].NotReached);
    }

    [Theory]
    [InlineData("{ act: x, when: steps.r.value == 'y' }", "4: `steps.r.value == 'y'` is false")]
    [InlineData("{ act: x, when: steps.s.value == 'y' }", "4 NotSimulated x (`steps.s.value == 'y'`)")]
    [InlineData("{ act: \"{{ item }}\", for_each: [a, b] }", "4[0] NotSimulated a, 4[1] NotSimulated b")]
    [InlineData("{ act: \"{{ item }}\", for_each: steps.s.value }", "4 NotSimulated {{ item }} (`steps.s.value` has elements)")]
    [InlineData("{ id: p, act: x, repeat: { times: 900 } }", "4[0] NotSimulated x")]
    [InlineData("{ id: p, act: \"{{ steps.k.value }}\", repeat: { times: 900 } }", "4[0] NotSimulated it cannot be prepared: `steps.k.value` is missing: step `k` was skipped")]
    [InlineData("{ fork: 1 == 1, yes: [{ act: y }], no: [{ act: n }] }", "4 NotSimulated arm yes, 4.yes.1 NotSimulated y")]
    [InlineData("{ id: f, fork: steps.s.value == 1, yes: [{ act: y }], no: [{ act: n }] }", "4 NotSimulated arms yes, no, 4.yes.1 NotSimulated y (arm yes of step f), 4.no.1 NotSimulated n (arm no of step f)")]
    [InlineData("{ id: b, block: [{ act: y }], rescue: [{ act: \"{{ error.step }}\" }], always: [{ act: z }] }", "4 NotSimulated, 4.block.1 NotSimulated y, 4.rescue.1 NotSimulated {{ error.step }} (step b fails), 4.always.1 NotSimulated z")]
    [InlineData("{ call: a, with: { p: \"{{ steps.r.value }}\" } }", "4 NotSimulated a\np: $1, 4.call.1 NotSimulated in r, 4.finally.1 NotSimulated out")]
    [InlineData("{ act: x, when: targets.db.standby }", "4 NotSimulated x (`targets.db.standby`)")]
    public async Task They_are_followed_as_the_loop_follows_steps(string step, string shown)
    {
        List<string> asked = [];
        var play = new Play
        {
            Does = Outcome,
            Member = member => { asked.Add(member); return new Value.Boolean(true); },
            Files = { ["a"] = "params: { p: { type: string } }\nsteps: [{ act: \"in {{ params.p }}\" }]\nfinally: [{ act: out }]" },
        };

        await play.RunAsync($"- {{ id: r, act: r }}\n- {{ id: k, act: k, when: 1 == 2 }}\n- {{ id: s, act: no }}\n- {step}\n- {{ id: n, act: last }}", dryRun: true);

        Assert.Equal(["r", "no"], play.Acts);
        Assert.Empty(asked);
        Assert.Equal($"{shown}, 5 NotSimulated last", string.Join(", ", play.Plan!.Steps.Skip(3).Select(Shown)));
    }

    [Fact]
    public async Task What_the_run_would_come_to_is_still_carried_out()
    {
        var play = new Play { Does = Outcome };

        var end = await play.RunAsync("""
            steps:
            - { id: b, block: [{ id: s, act: fail }, { id: w, act: w, effect: write }], rescue: [{ act: "r {{ steps.w.status }}" }] }
            - act: on
            - { id: e, act: no }
            - { id: n, act: n }
            finally: [{ act: "{{ steps.n.status }} {{ steps.e.status }}" }]
            """, dryRun: true);

        Assert.Equal((ExitCode.SaidNo, "fail; r skipped; on; no; skipped failed"), (end.ExitCode, string.Join("; ", play.Acts)));
        Assert.Equal("1.block.2 not reached: step s would fail; 4 not reached: step e would fail", string.Join("; ", play.Plan!.Steps.Where(step => step.NotReached).Select(step => $"{step.Key} {step.Reason}")));
    }

    private static Outcome? Outcome(string text) => text switch
    {
        "fail" => Play.Fails(),
        "no" => Play.No(),
        _ => null,
    };

    private static string Shown(PlannedStep step)
    {
        var what = step.Result ?? step.Description?.Text ?? step.Notes.FirstOrDefault();
        return step.Grade is null ? $"{step.Key}: {step.Reason}" : $"{step.Key} {step.Grade}{(what is null ? "" : $" {what}")}{(step.Condition is null ? "" : $" ({step.Condition})")}";
    }
}
