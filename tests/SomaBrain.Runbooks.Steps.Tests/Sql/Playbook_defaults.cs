using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What `defaults` says reaches the server, and holds inside blocks and at the end.</summary>
public sealed class Playbook_defaults(ScratchFixture scratch)
{
    private const string Settings = "sql: SELECT current_setting('statement_timeout') AS st, current_setting('lock_timeout') AS lt";

    [Fact]
    public async Task Timeouts_are_set_for_each_step_that_has_none_of_its_own()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        await play.StepsAsync(
            $"- id: plain\n  {Settings}\n- id: own\n  statement_timeout: 9s\n  lock_timeout: 8s\n  {Settings}\n- block:\n    - id: inside\n      {Settings}",
            $"defaults: {{ statement_timeout: 30s, lock_timeout: 2s }}\nfinally:\n  - id: last\n    {Settings}");

        Assert.Equal(["30s 2s", "9s 8s", "30s 2s", "30s 2s"], new[] { "plain", "own", "inside", "last" }.Select(step => $"{play.Trace.Text(step, "st")} {play.Trace.Text(step, "lt")}"));
    }

    [Fact]
    public async Task A_step_is_broken_off_and_tried_again_and_passed_over_as_they_say()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await scratch.NewDatabaseAsync());

        var end = await play.StepsAsync(
            "- id: slow\n  sql: SELECT pg_sleep(30)\n- id: after\n  sql: SELECT 1",
            "defaults: { timeout: 200ms, retry: { times: 1, delay: 0s }, on_failure: continue }");

        Assert.Equal((ExitCode.Failed, "slow"), (end.ExitCode, end.Step));
        Assert.Equal("1", play.Trace.Text("after", "?column?"));
        Assert.Equal(2, play.Journal.Of<Journaling.Events.JournalEvent.StepIntent>().Count(intent => intent.Id == "slow"));
    }
}
