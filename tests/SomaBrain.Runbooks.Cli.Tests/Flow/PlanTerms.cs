namespace SomaBrain.Runbooks.Cli.Tests.Flow;

/// <summary>A plan is what somebody approves: where a step acts, how often, what it refuses, and what would revert it stand in it.</summary>
public static class PlanTerms
{
    private const string Told = """
        runbook: 1
        title: t
        effect: destroy
        after_failure: undo
        targets: { a: {}, b: {} }
        params: { days: { type: integer, default: 3 } }
        defaults: { timeout: 30s, lock_timeout: 2s, search_path: public }
        steps:
          - id: gone
            repeat: { until: steps.gone.affected == 0, max: 100000, every: 50ms }
            retry: { times: 9, delay: 2s, on: ["40001", "55P03"] }
            affected: "0..{{ params.days }}"
            sql: DELETE FROM t WHERE id < 5
          - on: b
            database: other_{{ params.days }}
            transaction: false
            session: new
            statement_timeout: 3s
            search_path: pg_catalog, audit
            on_failure: warn
            timeout: 1m
            sql: TRUNCATE t
            undo:
              - on: b
                sql: INSERT INTO t SELECT {{ params.days }}
                affected: 1
          - effect: write
            for_each: "[1, 2]"
            shell: [touch, "{{ item }}"]
            exit: [0, 4]
            undo:
              - { effect: destroy, shell: [rm, "{{ item }}"] }
        """;

    [Fact]
    public static void Where_a_step_acts_and_what_it_was_told_stands_below_it()
    {
        Plan().Exits(0).Prints("""
            days = 3
            after_failure = undo
            lock x.yaml on a: nobody answers there now, and while that is so it is a file, which keeps apart the runs of this machine only
            lock x.yaml on b: nobody answers there now, and while that is so it is a file, which keeps apart the runs of this machine only

            May change something:
              write   1[0] (gone) on a  DELETE FROM t WHERE id < 5  up to 100000 times until steps.gone.affected == 0, every 50ms
              destroy 2 on b, database other_3  TRUNCATE t
              write   2.undo.1 on b  INSERT INTO t SELECT $1  if the run fails, or by `runbook undo`
              write   3[0] on a  touch 1  2 times
              destroy 3[0].undo.1 on a  rm 1  2 times  if the run fails, or by `runbook undo`

            checked       1[0] gone  DELETE FROM t WHERE id < 5
                               on a; up to 100000 times until steps.gone.affected == 0, every 50ms; affected 0..3; retry 9 times,
                               delay 2s, on 40001 55P03
                               not described by a server: nobody answers there now: there is no socket `/nowhere/.s.PGSQL.5432`
                               it has no `undo`
                               locks t: ROW EXCLUSIVE
                               | DELETE FROM t WHERE id < 5
            checked       2    sql  TRUNCATE t
                               on b, database other_3; session new; transaction false; statement_timeout 3s; search_path pg_catalog,
                               audit; on_failure warn; timeout 1m
                               not described by a server: nobody answers there now: there is no socket `/nowhere/.s.PGSQL.5432`
                               its `undo` is remembered: 1 step
                               locks t: ACCESS EXCLUSIVE
                               | TRUNCATE t
                               write 2.undo.1 if the run fails, or by `runbook undo`; on b; affected 1
                               locks t: ROW EXCLUSIVE
                               | INSERT INTO t SELECT $1
                               $1 = 3
            checked       3[0] shell  touch 1
                               on a; for each of [1, 2]; exit 0, 4
                               its `undo` is remembered: 1 step
                               | touch 1
                               destroy 3[0].undo.1 if the run fails, or by `runbook undo`; on a
                               | rm 1
            checked       3[1] shell  touch 2
                               on a; exit 0, 4
                               its `undo` is remembered: 1 step
                               | touch 2
                               destroy 3[1].undo.1 if the run fails, or by `runbook undo`; on a
                               | rm 2

            """);
    }

    [Fact]
    public static void Markdown_tells_it_too() => Plan("--format", "markdown").Exits(0)
        .Prints("after_failure = undo")
        .Prints("- ⚠️ **destroy** 2 on b, database other_3: TRUNCATE t\n")
        .Prints("- **write** 2.undo.1 on b: INSERT INTO t SELECT $1 _if the run fails, or by &#96;runbook undo&#96;_\n")
        .Prints("_on b, database other_3; session new; transaction false; statement_timeout 3s; search_path pg_catalog, audit; on_failure warn; timeout 1m_")
        .Prints("#### 2.undo.1 if the run fails, or by &#96;runbook undo&#96;\n\n```sql\nINSERT INTO t SELECT $1\n```\n");

    [Fact]
    public static void And_JSON() => Plan("--format", "json").Exits(0)
        .Prints("\"after_failure\": \"undo\"")
        .Prints("\"on\": \"b\",\n      \"database\": \"other_3\",\n      \"terms\": {\n        \"session\": \"new\",\n        \"transaction\": \"false\",")
        .Prints("\"loop\": \"up to 100000 times until steps.gone.affected == 0, every 50ms\"")
        .Prints("\"undo\": [\n        {\n          \"path\": \"2.undo.1\",");

    [Fact]
    public static void What_would_fail_in_each_turn_is_told_once()
    {
        using var folder = new TempFolder();
        var plan = Runbook.In(folder).File("x.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: CREATE TABLE w ()\n  - { for_each: [a, b, c], sql: SELECT 1/0 }\n").Run("plan", "x.yaml", "--target", "scratch").Exits(0);

        Assert.Equal(2, plan.Output.Split("would fail as things are now").Length);
    }

    [Fact]
    public static void Where_nothing_is_told_nothing_is_said()
    {
        using var folder = new TempFolder();
        Runbook.In(folder).File("x.yaml", "runbook: 1\ntitle: t\nsteps:\n  - sql: INSERT INTO t VALUES (1)\n").Run("plan", "x.yaml", "--target", "host=/nowhere")
            .Exits(0).Prints("checked       1 sql  INSERT INTO t VALUES (1)\n                not described by a server: nobody answers there now: there is no socket `/nowhere/.s.PGSQL.5432`\n                locks t: ROW EXCLUSIVE\n                | INSERT INTO t VALUES (1)\n\n");
    }

    private static RunbookResult Plan(params string[] more)
    {
        using var folder = new TempFolder();
        return Runbook.In(folder).File("x.yaml", Told).Run(["plan", "x.yaml", "--target", "a=host=/nowhere", "--target", "b=host=/nowhere", .. more]);
    }
}
