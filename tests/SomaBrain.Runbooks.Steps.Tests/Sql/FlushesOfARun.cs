using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What is put on disk for a step: enough, and no more (execution.md §5).</summary>
public sealed class FlushesOfARun(ScratchFixture scratch)
{
    private const string Read = "step-intent, step-outcome";

    [Theory]
    [InlineData("sql: INSERT INTO t VALUES (1)", "step-intent, transaction-begun, FLUSH, commit-sent, step-outcome, FLUSH")]
    [InlineData("sql: INSERT INTO t VALUES (1); UPDATE t SET a = 2; DELETE FROM t WHERE a = 2", "step-intent, transaction-begun, FLUSH, commit-sent, step-outcome, FLUSH")]
    [InlineData("sql: INSERT INTO t VALUES (1)\n  undo:\n    - sql: DELETE FROM t", "step-intent, transaction-begun, FLUSH, commit-sent, undo-remembered, step-outcome, FLUSH")]
    [InlineData("sql: INSERT INTO t VALUES ('x')\n  on_failure: continue", "step-intent, transaction-begun, FLUSH, step-outcome, FLUSH")]
    [InlineData("sql: VACUUM t\n  transaction: false", "step-intent, FLUSH, step-outcome, FLUSH")]
    [InlineData("shell: [\"true\"]\n  effect: write", "step-intent, FLUSH, process-started, step-outcome, FLUSH")]
    [InlineData("shell: [\"true\"]\n  effect: read", Read)]
    [InlineData("sql: SELECT 1", Read)]
    [InlineData("assert: 1 == 1", Read)]
    public async Task A_step_that_writes_flushes_twice_and_one_that_reads_leaves_it_to_the_next(string step, string calls)
    {
        var log = new CountingLog();
        await using var play = await PlayAsync(log);

        await play.StepsAsync($"- {step}");

        Assert.Equal(calls, log.Take());
    }

    [Fact]
    public async Task Reads_share_the_flush_of_the_next_step_that_writes()
    {
        var log = new CountingLog();
        await using var play = await PlayAsync(log);

        await play.StepsAsync($"{string.Join('\n', Enumerable.Repeat("- sql: SELECT 1", 20))}\n- sql: INSERT INTO t VALUES (1)");

        Assert.Equal($"{string.Join(", ", Enumerable.Repeat(Read, 20))}, step-intent, transaction-begun, FLUSH, commit-sent, step-outcome, FLUSH", log.Take());
    }

    private async Task<SqlPlay> PlayAsync(CountingLog log)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", database, "postgres", CancellationToken.None);
        var writer = new JournalWriter(log, TimeProvider.System);
        writer.Append(new JournalEvent.RunOpened(SqlPlay.RunId, new("play.yaml", "", "play"), "tester", "here", 1, "0", [], []));
        var play = new SqlPlay(scratch.Cluster.Primary, database) { Journal = new() { Writer = writer } };
        await play.SqlAsync("SELECT 1"); // who connects first says so
        log.Take();
        return play;
    }
}
