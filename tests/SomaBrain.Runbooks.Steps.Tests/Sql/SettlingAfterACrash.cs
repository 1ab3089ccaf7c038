using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Targets.Facts;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A run that was killed while its transaction was open: what became of that transaction, and what `resume` makes of it.</summary>
public sealed class SettlingAfterACrash(ScratchFixture scratch)
{
    private const string Step = "- id: it\n  sql: INSERT INTO t VALUES (1)";
    private const string Probe = "\n  done_when: { sql: SELECT count(*) > 0 FROM t }";

    /// <summary>What became of the transaction, what the journal has of it, the step's end, who says so, and the rows afterwards.</summary>
    public static TheoryData<string, string, string, string, string, int> Table => new()
    {
        { "commit", "", "", "done", "pg_xact_status", 1 },
        { "rollback", "", "", "not-done", "pg_xact_status", 1 },
        { "nothing", "", "", "not-done", "journal", 1 },
        { "commit", "reset", "", "doubt", "not shut down cleanly", 1 },
        { "commit", "no reset", "", "doubt", "not shut down cleanly", 1 },
        { "rollback", "reset", "", "not-done", "pg_xact_status", 1 },
        { "commit", "timeline", "", "doubt", "on timeline 1, and it began on 7", 1 },
        { "rollback", "timeline", "", "doubt", "on timeline 1, and it began on 7", 0 },
        { "commit", "system", "", "doubt", "not proven to be the server", 1 },
        { "rollback", "system", "", "doubt", "not proven to be the server", 0 },
        { "rollback", "nothing known", "", "doubt", "not proven to be the server", 0 },
        { "commit", "future", "", "doubt", "future", 1 },
        { "open", "gone", "", "doubt", "in progress", 0 },
        { "commit", "reset", Probe, "done", "done_when", 1 },
        { "rollback", "timeline", Probe, "not-done", "done_when", 1 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_write_is_settled_by_what_its_server_knows(string became, string journal, string more, string end, string by, int rows)
    {
        var database = await NewDatabaseAsync();
        await using var session = await scratch.OpenAsync(database);
        var begun = await BeginAsync(session);
        if (became != "open")
        {
            await ExecuteAsync(session, became == "commit" ? "COMMIT" : "ROLLBACK");
            await session.CloseAsync();
        }

        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = became == "nothing" ? [Intent] : [Intent, Changed(begun, journal)] };
        var ended = await play.StepsAsync(Step + more);

        if (end == "doubt")
        {
            Assert.Equal(ExitCode.InDoubt, ended.ExitCode);
            Assert.Contains(by, Assert.Single(play.Journal.Of<JournalEvent.StepInDoubt>()).Reason, StringComparison.Ordinal);
            Assert.Contains("--resolve '1=done|not-done|retry'", ended.Problems[0].Hint, StringComparison.Ordinal);
        }
        else
        {
            var resolved = Assert.Single(play.Journal.Of<JournalEvent.StepResolved>());
            Assert.Equal((end, by), (Words.Resolutions.Word(resolved.Resolution), resolved.By));
            Assert.Equal((ExitCode.Done, "it"), (ended.ExitCode, Assert.Single(ended.Changes)));
        }

        Assert.Equal(rows, await RowsAsync(database));
    }

    [Fact]
    public async Task A_session_that_is_still_at_work_is_waited_for()
    {
        var database = await NewDatabaseAsync();
        await using var session = await scratch.OpenAsync(database);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = [Intent, await BeginAsync(session)] };

        var run = play.StepsAsync(Step);
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        await ExecuteAsync(session, "COMMIT");
        await session.CloseAsync();

        Assert.Equal(ExitCode.Done, (await run).ExitCode);
        Assert.Equal(Resolution.Done, Assert.Single(play.Journal.Of<JournalEvent.StepResolved>()).Resolution);
        Assert.Equal(1, await RowsAsync(database));
    }

    [Fact]
    public async Task Who_does_not_wait_is_told_who_is_at_work()
    {
        var database = await NewDatabaseAsync();
        await using var session = await scratch.OpenAsync(database);
        var begun = await BeginAsync(session);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = [Intent, begun] };
        play.Control.Request();

        var ended = await play.StepsAsync(Step);

        Assert.Equal((ExitCode.InDoubt, "RB520"), (ended.ExitCode, ended.Problems[0].Code));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"pg_terminate_backend({begun.Pid})"), ended.Problems[0].Hint, StringComparison.Ordinal);
        Assert.Empty(play.Journal.Of<JournalEvent.StepResolved>());
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_leaves_a_doubt()
    {
        await using var play = new SqlPlay("host=/nowhere dbname=x") { Earlier = [Intent, new JournalEvent.TransactionBegun("1", 1, "700", 4711, DateTimeOffset.UnixEpoch, "1", 1, null)] };

        var ended = await play.StepsAsync(Step);

        Assert.Equal((ExitCode.InDoubt, "RB521"), (ended.ExitCode, ended.Problems[0].Code));
        Assert.Contains("cannot be asked", ended.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "doubt")]
    [InlineData(Probe, "not-done")]
    public async Task Outside_a_transaction_only_the_probe_tells(string more, string end)
    {
        var database = await NewDatabaseAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = [Intent] };

        var ended = await play.StepsAsync($"{Step}\n  transaction: false{more}");

        Assert.Equal(end == "doubt" ? ExitCode.InDoubt : ExitCode.Done, ended.ExitCode);
        Assert.Equal(end == "doubt" ? 0 : 1, await RowsAsync(database));
    }

    [Fact]
    public async Task What_does_no_harm_when_it_is_done_again_is()
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, await NewDatabaseAsync()) { Earlier = [Intent] };

        var ended = await play.StepsAsync("- id: it\n  transaction: false\n  sql: VACUUM t");

        Assert.Equal(ExitCode.Done, ended.ExitCode);
        Assert.Equal("statement", Assert.Single(play.Journal.Of<JournalEvent.StepResolved>()).By);
    }

    [Fact]
    public async Task What_a_done_step_came_to_is_lost_and_asking_for_it_says_so()
    {
        var database = await NewDatabaseAsync();
        await using var session = await scratch.OpenAsync(database);
        var begun = await BeginAsync(session);
        await ExecuteAsync(session, "COMMIT");
        await session.CloseAsync();
        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = [Intent, begun] };

        var ended = await play.StepsAsync($"{Step} RETURNING a\n- assert: (steps.it.row.a ?? 7) == 7\n- assert: steps.it.row.a == 1");

        Assert.Equal(ExitCode.FailedAfterChange, ended.ExitCode);
        Assert.Contains("was lost when the run was broken off", ended.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_of_batches_goes_on_by_the_count_that_stands_beside_its_commit()
    {
        var database = await NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t SELECT generate_series(1, 5)", database, "postgres", CancellationToken.None);
        const string Batches = "- id: it\n  sql: DELETE FROM t WHERE a IN (SELECT a FROM t LIMIT 2)\n  repeat: { until: steps.it.affected == 0, max: 9 }\n- assert: steps.it.affected == 0";
        List<JournalEvent> before;
        await using (var killed = new SqlPlay(scratch.Cluster.Primary, database))
        {
            killed.Journal.Before = what => _ = what is JournalEvent.StepOutcome ? throw new InvalidOperationException("killed") : 0;
            await Assert.ThrowsAsync<InvalidOperationException>(() => killed.StepsAsync(Batches));
            before = [.. killed.Journal.Events.Select(one => one.Event)];
        }

        await using var play = new SqlPlay(scratch.Cluster.Primary, database) { Earlier = before };
        var ended = await play.StepsAsync(Batches);

        Assert.Equal((ExitCode.Done, 0), (ended.ExitCode, await RowsAsync(database)));
        Assert.Equal("done", Words.Resolutions.Word(Assert.Single(play.Journal.Of<JournalEvent.StepResolved>()).Resolution));
        Assert.Equal(["2", "2", "1", "0"], play.Journal.Of<JournalEvent.StepOutcome>().Take(4).Select(one => ValueText.Of(((Value.Row)one.Result!)["affected"]!)));
    }

    [Fact]
    public async Task A_transaction_is_durable_whatever_the_role_has_set()
    {
        var database = await NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync($"ALTER DATABASE {database} SET synchronous_commit = off", database, "postgres", CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);

        await play.StepsAsync("- id: it\n  sql: INSERT INTO t VALUES (1) RETURNING current_setting('synchronous_commit')\n- assert: steps.it.value == 'local'\n- id: read\n  sql: SHOW synchronous_commit\n- assert: steps.read.value == 'off'");

        Assert.Equal(1, await RowsAsync(database));
        Assert.All(play.Journal.Of<JournalEvent.StepOutcome>(), outcome => Assert.Equal(StepStatus.Ok, outcome.Status));
    }

    private static JournalEvent.StepIntent Intent { get; } = new("1", "it", "sql", "write", "db", 1, null, new("hash", "INSERT INTO t VALUES (1)", null, []));

    /// <summary>The record, as it would be if the server were another since.</summary>
    private static JournalEvent.TransactionBegun Changed(JournalEvent.TransactionBegun begun, string how) => how switch
    {
        "reset" => begun with { StatsReset = begun.StatsReset!.Value.AddTicks(10) },
        "no reset" => begun with { StatsReset = null },
        "timeline" => begun with { Timeline = 7 },
        "system" => begun with { System = "7" },
        "nothing known" => begun with { System = "", StatsReset = null },
        "future" => begun with { Xid = "4000000000" },
        "gone" => begun with { Pid = begun.Pid + 1 },
        _ => begun,
    };

    private static async Task<JournalEvent.TransactionBegun> BeginAsync(NpgsqlConnection session)
    {
        var facts = await FactsQuery.ReadAsync(session, CancellationToken.None);
        await ExecuteAsync(session, "BEGIN");
        await ExecuteAsync(session, "INSERT INTO t VALUES (1)");
        await using var ask = new NpgsqlCommand("SELECT pg_current_xact_id()::text", session);
        var xid = (string)(await ask.ExecuteScalarAsync())!;
        return new("1", 1, xid, facts.BackendPid, facts.BackendStart, facts.SystemIdentifier ?? "", facts.Timeline ?? 0, facts.StatsReset);
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> NewDatabaseAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", database, "postgres", CancellationToken.None);
        return database;
    }

    private async Task<int> RowsAsync(string database)
    {
        await using var watcher = await scratch.OpenAsync(database);
        await using var command = new NpgsqlCommand("SELECT count(*)::int FROM t", watcher);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
