using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A server that becomes another under a run stops it before its next write, unless a step said so.</summary>
public sealed class Guarding(ScratchFixture scratch)
{
    private const string Promote = "sql: SELECT pg_promote(wait => true)\n  transaction: false\n";

    [Fact]
    public async Task After_a_promotion_that_was_announced_later_steps_run_on_the_primary()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Primary, "postgres");
        play.Bind("replica", pair.Standby.ConnectionStringFor("postgres"), role: ServerRole.Standby);
        const string Top = "targets: { db: {}, replica: { role: standby } }";

        var end = await play.StepsAsync(
            "- on: replica\n  sql: SELECT count(*) FROM t\n" +
            $"- on: replica\n  changes: [recovery]\n  {Promote}" +
            "- on: replica\n  sql: INSERT INTO t VALUES (1)\n- assert: \"!(targets.replica.standby) && targets.replica.timeline == 2\"\n- on: replica\n  session: new\n  sql: INSERT INTO t VALUES (2)",
            Top);

        Assert.True(end.ExitCode == ExitCode.Done, string.Join('\n', end.Problems.Select(problem => problem.Message)));
        var told = play.Connected.OfType<JournalEvent.TargetConnected>().Where(one => one.Target == "replica").Select(one => (one.Standby, one.Timeline));
        Assert.Equal([(true, 1L), (false, 2L)], told);

        // what is there already is found out, whatever role the target was to have
        await using var late = new SqlPlay(pair.Primary, "postgres");
        late.Bind("replica", pair.Standby.ConnectionStringFor("postgres"), role: ServerRole.Standby);
        var done = await late.StepsAsync($"- on: replica\n  changes: [recovery]\n  done_when: {{ sql: SELECT NOT pg_is_in_recovery() }}\n  {Promote}- on: replica\n  sql: INSERT INTO t VALUES (4)", Top);
        Assert.Equal((ExitCode.Done, "1"), (done.ExitCode, Assert.Single(late.Journal.Of<JournalEvent.StepSkipped>()).Step));

        // what an earlier process announced holds in the one that goes on
        await using var again = new SqlPlay(pair.Primary, "postgres");
        again.Bind("replica", pair.Standby.ConnectionStringFor("postgres"), role: ServerRole.Standby);
        var yaml = SqlPlay.Yaml($"- on: replica\n  changes: [recovery]\n  {Promote}- on: replica\n  sql: INSERT INTO t VALUES (3)", Top);
        JournalEvent[] earlier = [new JournalEvent.StepIntent("1", null, "sql", "write", "replica", 1, null, null), new JournalEvent.StepOutcome("1", 1, StepStatus.Ok, TimeSpan.Zero, null, Changed.Yes)];
        Assert.Equal(ExitCode.Done, (await again.RunAsync(yaml, earlier)).ExitCode);
    }

    [Fact]
    public async Task A_promotion_that_nobody_announced_ends_the_run_before_its_next_write()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Primary, "postgres");
        play.Bind("replica", pair.Standby.ConnectionStringFor("postgres"), role: ServerRole.Standby);

        var end = await play.StepsAsync(
            $"- id: promote\n  on: replica\n  {Promote}- id: it\n  on: replica\n  on_failure: continue\n  transaction: false\n  sql: INSERT INTO t VALUES (1)",
            "targets: { db: {}, replica: { role: standby } }");

        Assert.Equal((ExitCode.FailedAfterChange, "RB457"), (end.ExitCode, end.Problems[0].Code));
        Assert.Empty(play.Journal.Of<JournalEvent.TransactionBegun>());
    }

    [Theory]
    [InlineData("", "sql: INSERT INTO t VALUES (1)", "RB456")]
    [InlineData("", "sql: SELECT 1", null)]
    [InlineData("", "sql: SELECT 1\n- sql: INSERT INTO t VALUES (1)", "RB456")]
    [InlineData("changes: [session]", "sql: INSERT INTO t VALUES (1)", null)]
    [InlineData("changes: session", "sql: INSERT INTO t VALUES (1)", null)]
    [InlineData("changes: [recovery]", "sql: INSERT INTO t VALUES (1)", "RB456")]
    [InlineData("changes: [session, recovery]", "session: mine\n  sql: INSERT INTO t VALUES (1)", null)]
    [InlineData("", "session: mine\n  sql: INSERT INTO t VALUES (1)", "RB431")]
    public async Task A_connection_that_is_lost_between_two_steps_ends_the_run_before_its_next_write(string changes, string next, string? code)
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int)", database, "postgres", CancellationToken.None);
        await using var play = new SqlPlay(scratch.Cluster.Primary, database);
        var psql = Path.Combine(scratch.Cluster.BinDirectory, "psql");

        var end = await play.StepsAsync(
            $"""
            - sql: SELECT 1
            - session: mine
              sql: SELECT 1
            - {(changes.Length > 0 ? changes : "help: ends them all")}
              effect: write
              shell:
                - sh
                - -c
                - {psql} -Atqc "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"; sleep 0.2
            - {next}
            """);

        Assert.Equal(code, end.Problems.FirstOrDefault()?.Code);
    }

    [Theory]
    [InlineData("changes: [sessions]", "RB026")]
    [InlineData("changes: true", "RB026")]
    [InlineData("changes: { recovery: true }", "RB020")]
    public void Only_what_the_guard_knows_can_change(string changes, string code) =>
        Assert.Contains(code, SqlPlay.Lint(SqlPlay.Yaml($"- {changes}\n  sql: INSERT INTO t VALUES (1)")).Select(problem => problem.Code));
}
