using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>How to revert a step is fixed by what it did, and kept.</summary>
public sealed class KeepingUndo(ScratchFixture scratch)
{
    [Fact]
    public async Task The_holes_are_filled_with_the_results_of_the_step_and_nothing_is_run()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            """
            - id: it
              sql: INSERT INTO t VALUES (7) RETURNING a
              undo:
                - sql: DELETE FROM t WHERE a = {{ steps.it.value }}
                  affected: "{{ steps.it.affected }}"
                - shell: [echo, "{{ steps.it.value }}"]
                  effect: write
                - when: steps.it.affected > 5
                  sql: DELETE FROM t WHERE a = 0
            - id: left
              sql: SELECT count(*) AS n FROM t
            """);

        Assert.Equal((ExitCode.Done, "1"), (end.ExitCode, play.Trace.Text("left", "n")));
        var kept = Assert.Single(play.Journal.Of<JournalEvent.UndoRemembered>());
        Assert.Equal(["1.undo.1 sql write db", "1.undo.2 shell write db"], kept.Steps.Select(step => $"{step.Path} {step.StepKind} {step.Effect} {step.Target}"));
        Assert.Contains("WHERE a = $1", kept.Steps[0].Rendered!.Text);
        Assert.Equal("7", ValueText.Of(kept.Steps[0].Rendered!.Values[0]));
        Assert.Equal([("{{ steps.it.affected }}", "1")], kept.Steps[0].Filled.Select(filled => (filled.Text, ValueText.Of(filled.Value))));
        Assert.Equal("echo 7", kept.Steps[1].Rendered!.Text);
        Assert.Equal(["StepIntent", "TransactionBegun", "CommitSent", "UndoRemembered", "StepOutcome"], play.Journal.Events.Take(5).Select(one => one.Event.GetType().Name));
    }

    [Fact]
    public async Task A_step_that_failed_leaves_nothing_to_undo()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- affected: 5\n  undo: [{ sql: DELETE FROM t WHERE a = 1 }]\n  sql: INSERT INTO t VALUES (1)");

        Assert.Empty(play.Journal.Of<JournalEvent.UndoRemembered>());
    }

    [Fact]
    public async Task Each_turn_of_a_loop_is_kept_for_itself()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- id: it\n  for_each: \"[1, 2]\"\n  undo: [{ sql: \"DELETE FROM t WHERE a = {{ item }}\" }]\n  sql: INSERT INTO t VALUES ({{ item }})");

        Assert.Equal([("1[0]", "1"), ("1[1]", "2")], play.Journal.Of<JournalEvent.UndoRemembered>().Select(kept => (kept.Step, ValueText.Of(kept.Steps[0].Rendered!.Values[0]))));
    }

    [Fact]
    public async Task An_undo_that_cannot_be_filled_fails_the_step_which_has_changed()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- id: it\n  undo: [{ sql: \"DELETE FROM t WHERE a = {{ steps.it.value }}\" }]\n  sql: INSERT INTO t VALUES (1)");

        Assert.Equal((ExitCode.FailedAfterChange, "RB453"), (end.ExitCode, end.Problems[0].Code));
    }

    [Fact]
    public async Task A_secret_is_kept_by_its_name()
    {
        await using var play = await PlayAsync();
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text("hunter2"));

        await play.StepsAsync("- id: it\n  undo: [{ sql: \"DELETE FROM t WHERE b = {{ params.word }}\" }]\n  sql: INSERT INTO t VALUES (1)", "params:\n  word: { type: secret, from: \"env:X\" }");

        Assert.Equal("params.word", ((Value.Secret)play.Journal.Of<JournalEvent.UndoRemembered>().Single().Steps[0].Rendered!.Values[0]).Name);
    }

    [Fact]
    public async Task A_plan_tells_which_change_can_be_undone()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("- undo: [{ sql: DELETE FROM t WHERE a = 1 }]\n  sql: INSERT INTO t VALUES (1)\n- sql: INSERT INTO t VALUES (2)");

        Assert.Equal([["its `undo` is remembered: 1 step"], ["it has no `undo`"]], plan.Steps.Select(step => step.Notes.ToArray()));
    }

    [Theory]
    [InlineData("undo: [{ assert: 'true' }]", "RB142")]
    [InlineData("undo: [{ confirm: really?, show: '1' }]", "RB142")]
    [InlineData("undo: [{ branch: [{ when: true, steps: [{ note: x }] }] }]", "RB142")]
    [InlineData("undo: [{ id: x, sql: SELECT 1 }]", "RB122")]
    [InlineData("undo: [{ sql: DELETE FROM t WHERE a = 1, preview: SELECT 1 }]", "RB122")]
    [InlineData("undo: [{ for_each: \"[1]\", sql: SELECT 1 }]", "RB122")]
    [InlineData("undo: [{ undo: [{ sql: SELECT 1 }], sql: DELETE FROM t WHERE a = 1 }]", "RB122")]
    [InlineData("undo: [{ sql: COMMIT }]", "RB307")]
    [InlineData("undo: [{ sql: \"SELECT {{ steps.later.value }}\" }]", "RB119")]
    [InlineData("undo: []", "RB112")]
    [InlineData("undo: { sql: SELECT 1 }", "RB112")]
    public void An_undo_is_checked_as_any_step(string undo, string code)
    {
        var problems = SqlPlay.Lint(SqlPlay.Yaml($"- id: it\n  {undo}\n  sql: INSERT INTO t VALUES (1)\n- id: later\n  sql: SELECT 1"));

        Assert.True(problems.Any(problem => problem.Code == code), string.Join('\n', problems.Select(problem => $"{problem.Code} {problem.Message}")));
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int, b text)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
