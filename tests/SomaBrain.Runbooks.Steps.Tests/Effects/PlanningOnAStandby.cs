using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Planning;
using SomaBrain.Runbooks.Steps.Tests.Sql;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>A plan refuses what a run would refuse on a standby, unless an earlier step may have promoted it.</summary>
public sealed class PlanningOnAStandby
{
    private const string Insert = "- id: it\n  sql: INSERT INTO t VALUES (1)";
    private const string LaterRole = "not described by a server: its server may have another role by then";
    private const string Behind = "step earlier was not run; without it: target `db` at ";

    [Fact]
    public async Task A_write_is_refused_as_the_run_does()
    {
        await using var pair = await PairOfServers.StartAsync();

        await RefusedAsync(pair, Insert);
        await RefusedAsync(pair, $"- sql: SELECT 1\n{Insert}");
        await RefusedAsync(pair, "- id: it\n  preview: SELECT count(*) FROM t\n  sql: DELETE FROM t");
        await RefusedAsync(pair, "- id: it\n  sql: INSERT INTO t VALUES (1) RETURNING a\n  save: made.tsv");
        await RefusedAsync(pair, "- id: it\n  database: not_yet\n  sql: INSERT INTO t VALUES (1)");
        await RefusedAsync(pair, "- id: it\n  changes: [recovery]\n  sql: SELECT pg_promote()"); // which takes `transaction: false`
        await RefusedAsync(pair, $"- changes: [session]\n  transaction: false\n  when: 1 == 2\n  sql: SELECT pg_reload_conf()\n{Insert}");
    }

    [Fact]
    public async Task What_a_standby_can_do_or_may_be_able_to_by_then_is_not()
    {
        await using var pair = await PairOfServers.StartAsync();

        Assert.Equal((Grade.Checked, null), await GradedAsync(pair, "- id: it\n  transaction: false\n  sql: SELECT pg_wal_replay_pause()"));
        Assert.Equal((Grade.Checked, LaterRole), await GradedAsync(pair, $"- changes: [recovery]\n  transaction: false\n  sql: SELECT pg_promote(wait => true)\n{Insert}"));
        Assert.Equal((Grade.Checked, LaterRole), await GradedAsync(pair, $"- changes: [recovery]\n  effect: write\n  shell: [pg_ctl, promote]\n{Insert}"));
        Assert.Equal((null, "`targets.db.up == false` is false"), await GradedAsync(pair, "- id: it\n  when: targets.db.up == false\n  sql: INSERT INTO t VALUES (1)"));
        foreach (var earlier in new[] { "transaction: false\n  sql: SELECT pg_promote(wait => true)", "effect: write\n  shell: [pg_ctl, promote]" })
        {
            var (grade, reason) = await GradedAsync(pair, $"- id: earlier\n  {earlier}\n{Insert}");
            Assert.Equal(Grade.NotSimulated, grade);
            Assert.StartsWith(Behind, reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_it_may_never_come_to_it_the_plan_is_not_judged_by_it()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Standby, "postgres");

        var plan = await play.PlanAsync("- id: asked\n  ask: Really?\n  type: boolean\n- id: it\n  when: steps.asked.value\n  sql: INSERT INTO t VALUES (1)");

        Assert.Equal((ExitCode.Done, "RB458"), (plan.ExitCode, It(plan).Problem?.Code));
    }

    [Fact]
    public async Task A_primary_is_no_reason()
    {
        await using var pair = await PairOfServers.StartAsync();
        await using var play = new SqlPlay(pair.Primary, "postgres");

        var plan = await play.PlanAsync($"{Insert}\n- sql: INSERT INTO t VALUES (2)");

        Assert.Equal((ExitCode.Done, Grade.Checked, null), (plan.ExitCode, It(plan).Grade, It(plan).Reason));
    }

    private static async Task RefusedAsync(PairOfServers pair, string steps)
    {
        await using var play = new SqlPlay(pair.Standby, "postgres");
        var plan = await play.PlanAsync(steps);
        var it = It(plan);

        Assert.Equal((ExitCode.Failed, Grade.NotSimulated, "RB458"), (plan.ExitCode, it.Grade, it.Problem?.Code));
        Assert.NotNull(it.Problem!.Span);
        Assert.Same(it, plan.Decisive);
    }

    private static async Task<(Grade?, string?)> GradedAsync(PairOfServers pair, string steps)
    {
        await using var play = new SqlPlay(pair.Standby, "postgres");
        var plan = await play.PlanAsync(steps);

        Assert.Equal(ExitCode.Done, plan.ExitCode);
        return (It(plan).Grade, It(plan).Reason);
    }

    private static PlannedStep It(Plan plan) => plan.Steps.Single(step => step.Header.Id == "it");
}
