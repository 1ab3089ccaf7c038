using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Calls
{
    private const string Callee = """
        params: { n: { type: integer, default: 1, min: 0 }, who: { type: string }, l: { type: list, of: integer, default: [] }, s: { type: secret, optional: true } }
        vars: { v: "{{ params.n }}!" }
        steps: [{ id: a, act: "{{ params.who }} {{ vars.v }} {{ size(params.l) }}", effect: write }]
        outputs: { said: "{{ steps.a.value }}", n: "{{ params.n }}" }
        finally: [{ act: "bye {{ steps.a.status }}" }]
        """;

    [Fact]
    public async Task A_called_playbook_sees_its_own_names_and_gives_its_outputs()
    {
        var play = With(("x", Callee));

        var end = await play.RunAsync("""
            params: { n: { type: integer, default: 7 } }
            steps:
            - { id: a, act: mine }
            - { id: c, call: x, with: { who: "{{ steps.a.value }}", n: "{{ params.n }}", l: [1, 2] } }
            - act: "{{ steps.c.said }} {{ steps.c.n + 1 }} {{ steps.a.value }} {{ steps.c.status }}"
            outputs: { last: "{{ steps.c.n }}" }
            """);

        Assert.Equal(("mine; mine 7! 2; bye ok; mine 7! 2 8 mine ok", ExitCode.Done), (string.Join("; ", play.Acts), end.ExitCode));
        Assert.Equal(new Value.Row([new("last", new Value.Integer(7))]), end.Outputs);
        Assert.Equal(
            "intent 1, ok 1, intent 2, call 2, var-computed, intent 2.call.1!, ok 2.call.1!, finally 2, intent 2.finally.1, ok 2.finally.1, ok 2, intent 3, ok 3",
            play.Journal.Story);
    }

    /// <summary>What the caller writes, and what is told.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "steps: [{ call: y }]", "RB130 p.yaml:3" },
        { "steps: [{ call: x }]", "RB136 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, m: 1 } }]", "RB137 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, n: b } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, n: -1 } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: [a] } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, l: 1 } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, l: [b] } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, l: [\"{{ 1 }}\", b] } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, s: hunter2 } }]", "RB138 p.yaml:3" },
        { "params: { d: { type: duration, default: 1s } }\nsteps: [{ call: x, with: { who: a, n: \"{{ params.d }}\" } }]", "RB138 p.yaml:4" },
        { "steps: [{ call: x, with: { who: a, n: \"{{ -1 }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, n: \"{{ 1.5 }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, n: \"{{ null }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: \"{{ 5 }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: \"{{ vars.v }}\" } }]\nvars: { v: \"{{ 2 * 3 }}\" }", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, n: \"1{{ 5 }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a, l: \"{{ 5 }}\" } }]", "RB138 p.yaml:3" },
        { "steps: [{ call: e, with: { e: \"{{ 'c' }}\" } }]", "RB138 p.yaml:3" },
        { "params: { q: { type: enum, values: [q, r], default: q } }\nsteps: [{ call: e, with: { e: \"{{ params.q }}\" } }]", "RB138 p.yaml:4" },
        { "effect: read\nsteps: [{ call: x, with: { who: a } }]", "RB135 p.yaml:4" },
        { "effect: read\nsteps: [{ call: deep }]", "RB135 p.yaml:4" },
        { "targets: { q: {} }\nsteps: [{ call: t }]", "RB134 p.yaml:4" },
        { "targets: { q: {} }\nsteps: [{ call: t, targets: { p: r } }]", "RB107 p.yaml:4" },
        { "targets: { q: {} }\nsteps: [{ call: t, targets: { p: q, z: q } }]", "RB107 p.yaml:4" },
        { "steps: [{ id: c, call: x, with: { who: a } }, { act: \"{{ steps.c.sad }}\" }]", "RB231 p.yaml:3" },
        { "steps: [{ call: round }]", "RB132 round:3" },
        { "steps: [{ call: self, effect: write }]", "RB132 self:3; RB122 p.yaml:3" },
        { "steps: [{ call: bad }]", "RB230 bad:3; RB103 bad:4" },
        { "steps: [{ call: bad }, { call: bad }]", "RB230 bad:3; RB103 bad:4" },
        { "steps: [{ call: x, with: { who: a }, retry: { times: 1 } }]", "RB122 p.yaml:3" },
        { "steps: [{ call: x, with: { who: a }, on: db }]", "RB122 p.yaml:3" },
        { "outputs: { status: a }\nsteps: [{ act: a }]", "RB105 p.yaml:3" },
        { "outputs: { o: \"{{ steps.b.value }}\" }\nsteps: [{ act: a }]", "RB231 p.yaml:3" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_call_is_told_where_it_stands(string text, string told)
    {
        var play = With(
            ("x", Callee),
            ("deep", "steps: [{ call: x, with: { who: a } }]"),
            ("e", "params: { e: { type: enum, values: [a, b] } }\nsteps: [{ act: \"{{ params.e }}\" }]"),
            ("t", "targets: { p: {} }\nsteps: [{ act: a }]"),
            ("round", "steps: [{ call: round2 }]"),
            ("round2", "steps: [{ call: round }]"),
            ("self", "steps: [{ call: self }]"),
            ("bad", "steps: [{ act: \"{{ nobody }}\" },\n { bla: 1 }]"));

        var problems = play.Lint(text).Select(problem => problem.Replace("round2:3", "round:3", StringComparison.Ordinal));

        Assert.Equal(told.Split("; ").Order(), problems.Order());
    }

    [Fact]
    public void Calls_that_stand_in_each_other_are_limited()
    {
        var play = With([.. Enumerable.Range(0, 12).Select(i => ($"x{i}", $"steps: [{{ call: x{i + 1} }}]"))]);

        Assert.Equal(["RB133 x7:3"], play.Lint("steps: [{ call: x0 }]"));
    }

    [Fact]
    public void Calls_are_limited_in_number()
    {
        var many = string.Join(", ", Enumerable.Repeat("{ call: NEXT }", 20));
        var play = With([.. Enumerable.Range(0, 6).Select(i => ($"x{i}", $"steps: [{(i == 5 ? "{ act: a }" : many.Replace("NEXT", $"x{i + 1}", StringComparison.Ordinal))}]"))]);

        Assert.Contains(play.Lint("steps: [{ call: x0 }]"), problem => problem.StartsWith("RB133", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fail", "stop", "x 1! 0; bye failed", 1)]
    [InlineData("fail", "warn", "x 1! 0; bye failed; after failed", 0)]
    [InlineData("fail", "continue", "x 1! 0; bye failed; after failed", 1)]
    [InlineData("declined", "warn", "x 1! 0; bye stopped", 10)]
    public async Task A_call_fails_as_a_whole(string does, string onFailure, string acts, int code)
    {
        var play = With(("x", Callee));
        play.Does = Play.Scripted($"x={does}").Does;

        var end = await play.RunAsync($"steps:\n- {{ id: c, call: x, with: {{ who: x }}, on_failure: {onFailure} }}\n- act: \"after {{{{ steps.c.status }}}}\"");

        Assert.Equal((acts, code), (string.Join("; ", play.Acts), end.ExitCode));
        Assert.Equal(code == 0 ? null : code == 10 ? "1.a" : "1.a", end.Step);
    }

    [Fact]
    public async Task An_output_that_cannot_be_computed_fails_the_call()
    {
        var play = With(("x", "steps: [{ id: a, act: x, when: 1 == 2 }]\noutputs: { o: \"{{ steps.a.value }}\" }"));

        var end = await play.RunAsync("- call: x\n- act: y");

        Assert.Equal((0, 1, "1"), (play.Acts.Count, end.ExitCode, end.Step));
    }

    [Fact]
    public async Task A_secret_stays_one_in_the_called_playbook()
    {
        var play = With(("x", "params: { s: { type: secret, from: \"env:X\" } }\nsteps: [{ id: a, act: \"{{ params.s }}\" }]\noutputs: { s: \"{{ params.s }}\" }"));
        play.Parameters["p"] = new Value.Secret("params.p", new Value.Text("hunter2"));

        await play.RunAsync("params: { p: { type: secret, from: \"env:P\" } }\nsteps:\n- { id: c, call: x, with: { s: \"{{ params.p }}\" } }\n- act: \"{{ steps.c.s }}\"");

        Assert.Equal(["***", "***"], play.Acts);
        Assert.DoesNotContain(play.Journal.Events, what => what.ToString().Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_when_it_is_known()
    {
        var play = With(("x", Callee));

        var end = await play.RunAsync("- { id: a, act: text }\n- { call: x, with: { who: w, n: \"{{ steps.a.value }}\" } }");

        Assert.Equal("RB441", Assert.Single(end.Problems).Code);
        Assert.Equal(["text"], play.Acts);
    }

    [Fact]
    public async Task Elements_of_a_list_are_of_its_type_whether_they_are_written_or_computed()
    {
        var play = With(("x", "params: { l: { type: list, of: integer }, w: { type: list, of: string } }\nsteps: [{ act: \"{{ sum(params.l) }} {{ join(params.w, '|') }}\" }]"));

        await play.RunAsync("params: { n: { type: integer, default: 3 } }\nsteps:\n- { call: x, with: { l: [1, \"{{ 2 }}\", \"{{ params.n }}\"], w: [a, \"b{{ params.n }}\", \"{%{{{}%}\", 5] } }");

        Assert.Equal(["6 a|b3|{{|5"], play.Acts);
    }

    [Fact]
    public async Task The_element_that_does_not_fit_is_named()
    {
        var end = await With(("x", Callee)).RunAsync("- { id: a, act: text }\n- { call: x, with: { who: w, l: [1, \"{{ steps.a.value }}\"] } }");

        Assert.Contains("its element 1 is text, expected a list", Assert.Single(end.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_targets_of_the_callee_are_those_of_the_caller()
    {
        var asked = new List<string>();
        var play = With(("x", "targets: { p: {}, q: {} }\nsteps: [{ act: \"{{ targets.p.name }} {{ targets.q.name }} {{ targets.p.up }}\", when: targets.q.up }]"));

        await play.RunAsync("targets: { q: {}, r: {} }\nsteps: [{ call: x, targets: { p: r } }]");

        Assert.Empty(asked);
        Assert.Equal(["p q true"], play.Acts);
    }

    [Theory]
    [InlineData("x=pause", "x 1! 0", "x 1! 0; bye ok; z x 1! 0", 0)]
    [InlineData("z=pause", "x 1! 0; bye ok; z x 1! 0", "z x 1! 0", 0)]
    [InlineData("x=fail bye=pause", "x 1! 0; bye failed", "bye failed", 1)]
    public async Task A_run_is_resumed_within_a_call(string script, string first, string then, int code)
    {
        const string steps = "- { id: c, call: x, with: { who: x } }\n- act: \"z {{ steps.c.said }}\"";
        var play = Play.Scripted(script);
        play.Files["x"] = Callee;
        await play.RunAsync(steps);
        var resumed = Play.Scripted(script.Replace("=pause", "=go", StringComparison.Ordinal), play.Journal.Events);
        resumed.Files["x"] = Callee;

        var end = await resumed.RunAsync(steps);

        Assert.Equal((first, then, code), (string.Join("; ", play.Acts), string.Join("; ", resumed.Acts), end.ExitCode));
    }

    [Fact]
    public async Task What_a_call_was_given_is_the_same_after_a_resume()
    {
        var host = "old";
        var play = new Play { Files = { ["x"] = Callee }, Member = _ => new Value.Text(host), Does = Play.Scripted("old=pause").Does };
        const string steps = "- { call: x, with: { who: \"{{ targets.db.host }}\" } }";
        await play.RunAsync(steps);
        host = "new";
        var resumed = new Play { Files = { ["x"] = Callee }, Member = _ => new Value.Text(host), Earlier = [.. play.Journal.Events] };

        await resumed.RunAsync(steps);

        Assert.Equal(["old 1! 0", "bye ok"], resumed.Acts);
    }

    [Fact]
    public async Task A_var_of_the_callee_is_journaled_for_each_call()
    {
        var play = With(("x", Callee));

        await play.RunAsync("- { for_each: \"[1, 2]\", call: x, with: { who: w, n: \"{{ item }}\" } }");

        Assert.Equal(["1[0] v 1!", "1[1] v 2!"], play.Journal.Events.OfType<JournalEvent.VarComputed>().Select(computed => $"{computed.Step} {computed.Name} {ValueText.Of(computed.Value!)}"));
    }

    [Fact]
    public async Task A_dry_run_goes_into_the_call_with_what_it_knows()
    {
        var play = With(("x", Callee));

        var end = await play.RunAsync("steps:\n- { id: a, act: w, effect: write }\n- { id: c, call: x, with: { who: \"{{ steps.a.value }}\" } }\n- act: \"{{ steps.c.n }} {{ steps.c.said }}\"\noutputs: { n: \"{{ steps.c.n }}\", said: \"{{ steps.c.said }}\" }", dryRun: true);

        Assert.Equal(["1", "2", "2.call.1", "2.finally.1", "3"], play.Plan!.Steps.Select(step => step.Key));
        Assert.Equal((ExitCode.Done, new Value.Integer(1)), (end.ExitCode, end.Outputs!["n"]));
        Assert.True(end.Outputs["said"]!.IsUnknown);
    }

    [Fact]
    public async Task Each_turn_of_a_loop_calls_anew()
    {
        var play = With(("x", Callee));

        await play.RunAsync("- { id: c, for_each: \"[1, 2]\", call: x, with: { who: w, n: \"{{ item }}\" } }\n- act: \"{{ steps.c.each[0].said }} {{ steps.c.each[1].n }}\"");

        Assert.Equal("w 1! 0; bye ok; w 2! 0; bye ok; w 1! 0 2", string.Join("; ", play.Acts));
        Assert.Contains("intent 1[1].call.1", play.Journal.Story, StringComparison.Ordinal);
    }

    private static Play With(params (string Name, string Text)[] files) => new() { Files = files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal) };
}
