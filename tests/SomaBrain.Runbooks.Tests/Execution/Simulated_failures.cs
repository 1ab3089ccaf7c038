using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps;

namespace SomaBrain.Runbooks.Tests.Execution;

/// <summary>What a dry run claims of steps around and behind those that it did not execute.</summary>
public sealed class Simulated_failures
{
    [Theory]
    [InlineData("- { id: b, block: [{ act: w, effect: write }], rescue: [{ act: r }] }", "steps.b.rescued")]
    [InlineData("- { id: b, block: [{ act: w, effect: write }], on_failure: warn }", "steps.b.status == 'failed'")]
    [InlineData("- { id: b, for_each: [1, 2], block: [{ act: w, effect: write }], rescue: [{ act: r }] }", "any(map(steps.b.each, 'rescued'))")]
    [InlineData("- { id: b, block: [{ act: w, effect: write }, { id: n, act: n }], on_failure: warn }", "steps.n.status == 'skipped'")]
    [InlineData("- { id: b, block: [{ block: [{ act: w, effect: write }, { id: n, act: n }] }], rescue: [{ act: r }] }", "steps.n.status == 'skipped'")]
    [InlineData("- { id: b, call: a, on_failure: warn }", "steps.b.status == 'failed'")]
    [InlineData("- { id: b, call: a, on_failure: warn }", "(steps.b.o ?? '') == ''")]
    [InlineData("- { id: b, block: [{ act: w, effect: write }, { act: fail, when: run.id == '' }], on_failure: warn }", "steps.b.status == 'failed'")]
    public async Task What_fails_where_a_step_inside_was_not_executed_is_known_only_in_the_run(string step, string condition)
    {
        var play = new Play { Does = Outcome, Files = { ["a"] = "outputs: { o: x }\nsteps: [{ act: w, effect: write }]" } };

        await play.RunAsync($"{step}\n- {{ act: last, when: \"{condition}\" }}", dryRun: true);

        Assert.EndsWith($", 2 Executed (`{condition}`)", Graded(play), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { id: b, block: [{ act: r }], rescue: [{ act: w, effect: write }] }", "steps.b.rescued", "skipped")]
    [InlineData("- { id: b, block: [{ act: w, effect: write }, { act: fail }], on_failure: warn }", "steps.b.status == 'failed'", "Executed")]
    [InlineData("- { id: b, call: a }", "steps.b.o == 'x'", "Executed")]
    [InlineData("- { id: b, block: [{ id: n, act: n }, { act: w, effect: write }], on_failure: warn }", "steps.n.status == 'ok'", "Executed")]
    public async Task What_no_step_that_was_not_executed_can_change_is_known(string step, string condition, string known)
    {
        var play = new Play { Does = Outcome, Files = { ["a"] = "outputs: { o: x }\nsteps: [{ act: w, effect: write }]" } };

        await play.RunAsync($"{step}\n- {{ act: last, when: \"{condition}\" }}", dryRun: true);

        Assert.EndsWith(known == "skipped" ? $", 2 : `{condition}` is false" : $", 2 {known}", Graded(play), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { block: [{ act: w, effect: write }, { id: n, act: n }], always: [{ act: last, when: steps.n.status == 'skipped' }] }")]
    [InlineData("steps: [{ act: w, effect: write }, { id: n, act: n }]\nfinally: [{ act: last, when: steps.n.status == 'skipped' }]")]
    [InlineData("steps: [{ id: n, block: [{ act: w, effect: write }] }]\nfinally: [{ act: last, when: steps.n.status == 'failed' }]")]
    public async Task What_was_to_be_reached_behind_a_step_that_was_not_executed_is_unknown_at_the_end(string steps)
    {
        var play = new Play();

        await play.RunAsync(steps, dryRun: true);

        Assert.StartsWith("Executed (`steps.n.status", Graded(play.Plan!.Steps[^1]).Split(' ', 2)[1], StringComparison.Ordinal);
    }

    private static Outcome? Outcome(string text) => text == "fail" ? Play.Fails() : null;

    private static string Graded(Play play) => string.Join(", ", play.Plan!.Steps.Select(Graded));

    private static string Graded(PlannedStep step) =>
        $"{step.Key} {step.Grade}{(step.Reason is null ? "" : $": {step.Reason}")}{(step.Condition is null ? "" : $" ({step.Condition})")}";
}
