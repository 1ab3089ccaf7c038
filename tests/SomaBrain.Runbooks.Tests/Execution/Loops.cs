using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Tests.Execution;

public sealed class Loops
{
    private const string List = "params: { l: { type: list, default: [a, b, c] }, none: { type: list, default: [] } }\nsteps:\n";

    [Fact]
    public async Task A_for_each_runs_once_for_each_element()
    {
        var play = new Play();

        await play.RunAsync(List + "- { id: s, for_each: params.l, as: x, act: \"{{ x }}{{ index }}\" }\n- act: \"{{ steps.s.each[1].value }} {{ steps.s.value }} {{ size(steps.s.each) }}\"");

        Assert.Equal(["a0", "b1", "c2", "b1 c2 3"], play.Acts);
        Assert.Contains("intent 1[0], ok 1[0], intent 1[1], ok 1[1]", play.Journal.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_skipped_and_the_journal_says_so()
    {
        var play = new Play();

        await play.RunAsync(List + "- { id: s, for_each: params.none, fork: \"true\", yes: [{ id: i, act: x }] }\n- act: \"{{ size(steps.s.each) }} {{ steps.s.arm ?? 'none' }}\"");

        Assert.Equal(["0 none"], play.Acts);
        Assert.StartsWith("skipped 1, ", play.Journal.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        var play = new Play();

        var end = await play.RunAsync("- { id: s, act: x }\n- { for_each: steps.s.value, act: x }");

        Assert.Equal("RB403", Assert.Single(end.Problems).Code);
        Assert.EndsWith("intent 2, failed 2", play.Journal.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_array_of_the_server_is_a_list()
    {
        var play = new Play { Does = text => text == "ids" ? Play.Gives(new Value.Cell("{3,1}", "integer[]", new Value.List([new Value.Integer(3), new Value.Integer(1)]))) : null };

        await play.RunAsync("- { id: s, act: ids }\n- { for_each: steps.s.value, act: \"{{ item }}\" }");

        Assert.Equal(["ids", "3", "1"], play.Acts);
    }

    [Fact]
    public async Task The_elements_of_a_secret_list_are_secret()
    {
        var play = new Play { Does = text => text == "ids" ? Play.Gives(new Value.Secret("s", new Value.List([new Value.Text("hunter2")]))) : null };

        await play.RunAsync("- { id: s, act: ids }\n- { for_each: steps.s.value, act: \"{{ item }}\" }");

        Assert.Equal(["ids", "***"], play.Acts);
    }

    [Fact]
    public async Task A_turn_that_failed_is_not_covered_by_a_later_one()
    {
        var play = new Play { Does = text => text == "a" ? Play.Fails() : null };

        var end = await play.RunAsync(List + "- { id: s, for_each: params.l, act: \"{{ item }}\", on_failure: continue }\n- act: \"{{ steps.s.status }} {{ steps.s.each[0].status }} {{ steps.s.each[0].value ?? '-' }}\"");

        Assert.Equal(["a", "b", "c", "failed failed -"], play.Acts);
        Assert.Equal(ExitCode.Failed, end.ExitCode);
    }

    [Fact]
    public async Task Each_turn_keeps_what_its_inner_steps_came_to()
    {
        var play = new Play();

        await play.RunAsync(List + "- { id: s, for_each: params.l, fork: item == 'b', yes: [{ id: i, act: \"{{ item }}!\" }] }\n- act: \"{{ steps.s.each[1].i.value }} {{ steps.s.each[0].i.status }} {{ steps.s.each[2].i.value ?? 'none' }}\"");

        Assert.Equal(["b!", "b! skipped none"], play.Acts);
        Assert.Contains("yes 1[1], intent 1[1].yes.1, ok 1[1].yes.1", play.Journal.Story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ times: 3 }", 3, 0)]
    [InlineData("{ until: steps.s.value == '2', max: 10 }", 3, 0)]
    [InlineData("{ until: steps.s.value == '2', times: 2 }", 2, 0)]
    [InlineData("{ until: steps.s.value == 'never', max: 4 }", 4, 1)]
    [InlineData("{ until: size(steps.s.each) == 4, max: 10 }", 4, 0)]
    [InlineData("{ times: \"{{ params.n }}\" }", 2, 0)]
    public async Task A_repeat_ends(string repeat, int turns, int code)
    {
        var play = new Play();

        var end = await play.RunAsync($"params: {{ n: {{ type: integer, default: 2 }} }}\nsteps:\n- {{ id: s, effect: write, repeat: {repeat}, act: \"{{{{ index }}}}\" }}");

        Assert.Equal((turns, code), (play.Acts.Count, end.ExitCode));
        Assert.Equal(turns, play.Journal.Events.OfType<JournalEvent.StepIntent>().Count(intent => intent.Step.EndsWith(']')));
    }

    [Theory]
    [InlineData("steps.s.value == 'never'", "2", "1 2")]
    [InlineData("1 / (1 - size(steps.s.each)) == 7", "9", "0 1")]
    public async Task A_repeat_that_fails_keeps_what_its_turns_came_to(string until, string max, string kept)
    {
        var text = $"- {{ id: s, on_failure: continue, effect: write, repeat: {{ until: {until}, max: {max} }}, act: \"{{{{ index }}}}\" }}\n- act: \"{{{{ steps.s.status }}}} {{{{ steps.s.value }}}} {{{{ size(steps.s.each) }}}}\"";
        var play = new Play();

        await play.RunAsync(text);
        var resumed = new Play { Earlier = [.. play.Journal.Events.SkipLast(2)] };
        await resumed.RunAsync(text);

        Assert.Equal(($"failed {kept}", $"failed {kept}"), (play.Acts[^1], Assert.Single(resumed.Acts)));
    }

    [Fact]
    public async Task A_repeat_ends_after_its_time()
    {
        var play = new Play();

        var end = await play.RunTimedAsync("- { id: s, repeat: { until: 1 == 2, max: 1m, every: 10s }, act: x }", TimeSpan.FromSeconds(5));

        Assert.Equal((ExitCode.Failed, "RB404"), (end.ExitCode, Assert.Single(end.Problems).Code));
        Assert.InRange(play.Acts.Count, 2, 7);
    }

    [Fact]
    public async Task A_condition_about_a_target_asks_it_again_each_turn()
    {
        var asked = 0;
        var play = new Play { Member = _ => new Value.Boolean(++asked == 3) };

        var end = await play.RunAsync("- { id: s, repeat: { until: targets.db.up, max: 10 }, act: x }");

        Assert.Equal((ExitCode.Done, 3), (end.ExitCode, play.Acts.Count));
    }

    [Fact]
    public async Task A_repeat_that_only_reads_keeps_its_first_turn_its_changes_and_its_last()
    {
        var values = new Queue<string>("a a a b b b b".Split(' '));
        var play = new Play { Does = _ => Play.Gives(new Value.Text(values.Dequeue())) };

        await play.RunAsync("- { id: s, repeat: { times: 7 }, act: x }\n- act: y\n  when: size(steps.s.each) == 0");

        Assert.Equal("intent 1[0], ok 1[0], intent 1[3], ok 1[3], intent 1[6], ok 1[6], skipped 2", play.Journal.Story);
    }

    [Fact]
    public async Task A_turn_that_is_the_last_and_a_change_stands_there_once()
    {
        var values = new Queue<string>("a a b".Split(' '));
        var play = new Play { Does = _ => Play.Gives(new Value.Text(values.Dequeue())) };

        await play.RunAsync("- { id: s, repeat: { until: steps.s.value == 'b', max: 9 }, act: x }");

        Assert.Equal("intent 1[0], ok 1[0], intent 1[2], ok 1[2]", play.Journal.Story);
    }

    [Fact]
    public async Task A_repeat_with_a_write_inside_keeps_every_turn()
    {
        var play = new Play();

        await play.RunAsync("- { id: s, repeat: { times: 3 }, fork: \"true\", yes: [{ act: x, effect: write }] }");

        Assert.Equal(3, play.Journal.Events.OfType<JournalEvent.StepIntent>().Count(intent => intent.Effect == "write"));
    }

    [Fact]
    public async Task A_failed_turn_is_kept_before_the_run_ends()
    {
        var turn = 0;
        var play = new Play { Does = _ => ++turn == 3 ? Play.Fails() : Play.Gives(new Value.Text("same")) };

        await play.RunAsync("- { id: s, repeat: { times: 9 }, act: x }");

        Assert.Equal("intent 1[0], ok 1[0], intent 1[2], failed 1[2]", play.Journal.Story);
    }
}
