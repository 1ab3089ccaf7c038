using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>`after_failure: undo`: a run that failed after a change is reverted at once, the last change first.</summary>
public sealed class UndoingAtOnce(ScratchFixture scratch)
{
    private const string Undo = "after_failure: undo";

    private const string Inserts =
        """
        - id: it
          sql: INSERT INTO t VALUES (7) RETURNING a
          undo:
            - sql: DELETE FROM t WHERE a = {{ steps.it.value }}
              affected: "{{ steps.it.affected }}"
        - for_each: "[1, 2]"
          sql: INSERT INTO t VALUES ({{ item }})
          undo: [{ sql: "DELETE FROM t WHERE a = {{ item }}" }]

        """;

    [Fact]
    public async Task Everything_is_as_it_was_and_the_run_says_so()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(Inserts + "- sql: SELECT 1/0", Undo);

        Assert.Equal((ExitCode.FailedUndone, RunStatus.Failed, Changed.Undone, "3"), (end.ExitCode, end.Status, end.Changed, end.Step));
        Assert.Equal("0", await CountAsync(play));
        Assert.Equal(
            ["1", "2[0]", "2[1]", "3", "2[1].undo.1", "2[0].undo.1", "1.undo.1"],
            play.Journal.Of<JournalEvent.StepIntent>().Select(intent => intent.Step).Take(7));
    }

    [Fact]
    public async Task A_check_that_says_no_is_a_failure()
    {
        await using var play = await PlayAsync();

        Assert.Equal(ExitCode.FailedUndone, (await play.StepsAsync(Inserts + "- assert: \"false\"", Undo)).ExitCode);
    }

    [Theory]
    [InlineData("{{ steps.none.value }}", ExitCode.FailedUndone, "0")]
    [InlineData("{{ vars.through }}", ExitCode.FailedUndone, "0")]
    [InlineData("{{ steps.it.value / steps.last.affected }}", ExitCode.FailedAfterChange, "3")] // known only behind `finally`
    [InlineData("{{ steps.it.value + (steps.last.affected ?? 9) }}", ExitCode.Done, "3")]
    public async Task An_output_that_cannot_be_computed_is_a_failure(string output, int code, string left)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            Inserts + "- { id: none, sql: SELECT a FROM t WHERE a = 100 }",
            $"{Undo}\nvars: {{ through: \"{{{{ steps.none.value }}}}\" }}\noutputs: {{ first: \"{{{{ steps.it.value }}}}\", o: \"{output}\" }}\nfinally:\n- {{ id: last, sql: DELETE FROM t WHERE a = 100 }}");

        Assert.Equal((code, left), (end.ExitCode, await CountAsync(play)));
        Assert.Equal(code == ExitCode.Done ? "first o" : "", string.Join(' ', end.Outputs?.Fields.Select(field => field.Name) ?? []));
        Assert.Equal("finally.1", play.Journal.Of<JournalEvent.StepIntent>().Last().Step);
    }

    [Theory]
    [InlineData("SELECT false")]
    [InlineData("SELECT 1 / (1 - count(*)) = 0 FROM t")]
    public async Task So_is_a_change_that_its_done_when_does_not_find(string doneWhen)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: ins\n  done_when: {{ sql: {doneWhen} }}\n  sql: INSERT INTO t VALUES (7) RETURNING a\n  undo: [{{ sql: \"DELETE FROM t WHERE a = {{{{ steps.ins.value }}}}\" }}]", Undo);

        Assert.Equal((ExitCode.FailedUndone, Changed.Undone, "ins", "0"), (end.ExitCode, end.Changed, end.Step, await CountAsync(play)));
    }

    [Fact]
    public async Task A_change_without_an_undo_is_named()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync("- id: lasting\n  sql: INSERT INTO t VALUES (0)\n" + Inserts + "- sql: SELECT 1/0", Undo);

        Assert.Equal((ExitCode.FailedAfterChange, Changed.Yes), (end.ExitCode, end.Changed));
        Assert.Equal(["1"], end.Undoing!.Value);
        Assert.Equal("1", await CountAsync(play));
    }

    [Fact]
    public async Task An_undo_that_fails_ends_the_undoing_and_what_is_left_is_named()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            "- sql: INSERT INTO t VALUES (1)\n  undo: [{ sql: DELETE FROM t WHERE a = 1 }]\n- sql: INSERT INTO t VALUES (2)\n  undo: [{ sql: SELECT 1/0 }]\n- id: bad\n  sql: SELECT 1/0", Undo);

        Assert.Equal((ExitCode.FailedAfterChange, "bad"), (end.ExitCode, end.Step));
        Assert.Equal(["2.undo.1", "1.undo.1"], end.Undoing!.Value);
        Assert.Equal("2", await CountAsync(play));
    }

    [Fact]
    public async Task A_run_that_is_resumed_within_its_undo_goes_on_there()
    {
        await using var play = await PlayAsync();
        await play.StepsAsync(Inserts + "- sql: SELECT 1/0", Undo);
        var all = play.Journal.Events.Select(one => one.Event).ToList();
        var cut = all.FindIndex(one => one is JournalEvent.StepIntent { Step: "2[0].undo.1" });
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t VALUES (7), (1), (2)", play.Database!, "postgres", CancellationToken.None);

        var end = await play.RunAsync(SqlPlay.Yaml(Inserts + "- sql: SELECT 1/0", Undo), all.Take(cut));

        Assert.Equal(ExitCode.FailedUndone, end.ExitCode);
        Assert.Equal("2", await CountAsync(play, "max(a)"));
        Assert.Equal("1", await CountAsync(play));
    }

    [Fact]
    public async Task What_a_run_that_is_resumed_within_finally_did_there_stays()
    {
        await using var play = await PlayAsync();
        const string Failing = Inserts + "- sql: SELECT 1/0";
        const string Head = Undo + "\nfinally:\n- sql: INSERT INTO t VALUES (9)\n  undo: [{ sql: DELETE FROM t WHERE a = 9 }]\n- sql: SELECT 1";
        var whole = await play.StepsAsync(Failing, Head);
        var all = play.Journal.Events.Select(one => one.Event).ToList();
        var cut = all.FindIndex(one => one is JournalEvent.StepIntent { Step: "finally.2" });

        var end = await play.RunAsync(SqlPlay.Yaml(Failing, Head), all.Take(cut));

        Assert.Equal((whole.ExitCode, whole.Changed, "9"), (end.ExitCode, end.Changed, await CountAsync(play, "sum(a)")));
        Assert.Empty(end.Undoing!.Value);
    }

    [Fact]
    public async Task A_step_of_it_that_was_at_work_is_settled_and_not_left_open()
    {
        var play = await PlayAsync();
        await play.StepsAsync(Inserts + "- sql: SELECT 1/0", Undo);
        await play.DisposeAsync();
        var all = play.Journal.Events.Select(one => one.Event).ToList();
        var cut = all.FindIndex(one => one is JournalEvent.TransactionBegun { Step: "2[0].undo.1" });
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t VALUES (7)", play.Database!, "postgres", CancellationToken.None);
        await using var again = new SqlPlay(scratch.Cluster.Primary, play.Database!) { Database = play.Database };

        var end = await again.RunAsync(SqlPlay.Yaml(Inserts + "- sql: SELECT 1/0", Undo), all.Take(cut + 1));

        Assert.Equal((ExitCode.FailedUndone, "0"), (end.ExitCode, await CountAsync(again)));
        Assert.Equal(("2[0].undo.1", Resolution.Done), again.Journal.Of<JournalEvent.StepResolved>().Select(resolved => (resolved.Step, resolved.Resolution)).Single());
    }

    [Fact]
    public async Task What_would_be_another_statement_than_the_one_kept_is_not_carried_out()
    {
        await using var play = await PlayAsync();
        const string Failing = "\n- sql: SELECT 1/0";
        await play.StepsAsync("- sql: INSERT INTO t VALUES (1)\n  undo: [{ sql: DELETE FROM t WHERE a = 1 }]" + Failing);

        var end = await play.RunAsync(
            SqlPlay.Yaml("- sql: INSERT INTO t VALUES (1)\n  undo: [{ sql: DELETE FROM t }]" + Failing, Undo), [.. play.Journal.Events.Select(one => one.Event)]);

        Assert.Equal((ExitCode.FailedAfterChange, "1"), (end.ExitCode, await CountAsync(play)));
        Assert.Contains(end.Problems, problem => problem.Code == "RB549");
    }

    [Fact]
    public async Task A_secret_is_the_one_that_the_run_has()
    {
        await using var play = await PlayAsync();
        play.Parameters["word"] = new Value.Secret("params.word", new Value.Text("hunter2"));

        var end = await play.StepsAsync(
            "- sql: INSERT INTO t VALUES (1, {{ params.word }})\n  undo: [{ sql: \"DELETE FROM t WHERE b = {{ params.word }}\", affected: 1 }]\n- sql: SELECT 1/0",
            $"{Undo}\nparams:\n  word: {{ type: secret, from: \"env:X\" }}");

        Assert.Equal(ExitCode.FailedUndone, end.ExitCode);
    }

    [Fact]
    public async Task Without_the_key_what_was_changed_stays()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(Inserts + "- sql: SELECT 1/0");

        Assert.Equal((ExitCode.FailedAfterChange, 3), (end.ExitCode, end.Undoable));
        Assert.Equal("3", await CountAsync(play));
    }

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int, b text)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database) { Database = database };
    }

    private async Task<string?> CountAsync(SqlPlay play, string what = "count(*)")
    {
        await using var connection = await scratch.OpenAsync(play.Database);
        await using var command = new Npgsql.NpgsqlCommand($"SELECT ({what})::text FROM t", connection);
        return (string?)await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
