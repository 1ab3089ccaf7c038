using System.Text;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Steps.Tests.Kinds;
using SomaBrain.Runbooks.Steps.Tests.Sql;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Effects;

/// <summary>What a sensitive step found is used in the run, and is nowhere else.</summary>
public sealed class SensitiveSteps(ScratchFixture scratch)
{
    private const string Canary = "cAn4ry";

    [Theory]
    [InlineData("sql: SELECT 'cAn4ry' AS word, 7 AS n")]
    [InlineData("sql: INSERT INTO t VALUES (7, 'cAn4ry') RETURNING b AS word, a AS n")]
    [InlineData("sql: DO $$ BEGIN RAISE NOTICE 'cAn4ry'; END $$")]
    [InlineData("sql: SELECT 'cAn4ry'::int")]
    [InlineData("shell: [echo, cAn4ry]\n  effect: read")]
    [InlineData("shell: \"echo cAn4ry >&2; exit 3\"\n  effect: read")]
    [InlineData("shell: [echo, cAn4ry]\n  effect: read\n  parse: json")]
    public async Task Nothing_of_the_result_is_kept_or_shown(string step)
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync($"- id: it\n  sensitive: true\n  on_failure: continue\n  {step}");
        var plan = await play.PlanAsync($"- id: it\n  sensitive: true\n  on_failure: continue\n  {step}");

        // what the playbook itself says is no result
        var kept = string.Join('\n', play.Journal.Events.Where(one => one.Event is not JournalEvent.StepIntent)
            .Select(one => Encoding.UTF8.GetString(Journaling.Canonical.CanonicalJson.Write(JournalLine.ToJson(new(1, 1, DateTimeOffset.UnixEpoch, "", one.Event))))));
        Assert.Contains("step-outcome", kept);
        Assert.DoesNotContain(Canary, kept);
        Assert.DoesNotContain(Canary, string.Join('\n', end.Problems.Select(problem => $"{problem.Message} {problem.Hint}")));
        Assert.DoesNotContain(Canary, $"{plan.Steps[0].Result} {plan.Steps[0].Problem?.Message} {(plan.Steps[0].Observed is { } seen ? JsonText.Of(seen) : "")}");
    }

    [Fact]
    public async Task Later_steps_compute_with_it_as_with_a_secret()
    {
        await using var play = await PlayAsync();

        var end = await play.StepsAsync(
            """
            - id: it
              sensitive: true
              sql: SELECT 'cAn4ry' AS word, 7 AS n
            - assert: steps.it.row.n + 1 == 8 && steps.it.status == 'ok' && steps.it.count == 1
            - sql: INSERT INTO t VALUES ({{ steps.it.row.n }}, {{ steps.it.row.word }})
            - id: seen
              effect: read
              env: { WORD: "{{ steps.it.row.word }}" }
              shell: test "$WORD" = cAn4ry && echo yes
            - for_each: steps.it.rows
              sql: INSERT INTO t VALUES (1, {{ item.word }})
            - id: argument
              effect: read
              shell: [echo, "{{ json(steps.it) }}"]
            """);

        Assert.Equal((ExitCode.FailedAfterChange, "RB423"), (end.ExitCode, end.Problems[0].Code));
        Assert.Equal(2, play.Journal.Of<JournalEvent.TransactionBegun>().Count());
        Assert.DoesNotContain(Canary, string.Join('\n', play.Trace.Descriptions.Where(one => one.Step != "it" && one.Step != "seen").Select(one => one.Description.Text)));
        var sent = Assert.IsType<Value.Secret>(play.Journal.Of<JournalEvent.StepIntent>().Single(intent => intent.Step == "3").Rendered!.Values[1]);
        Assert.Equal("steps.it.row", sent.Name);
    }

    [Theory]
    [InlineData("""parse: json, shell: [printf, '{"data":{"password":"%s%s"}}', vaultpw_, "9931"]""", "vaultpw_9931", "***")]
    [InlineData("""shell: [printf, '{"data":{"password":"%s%s"}}', vaultpw_, "9931"]""", "vaultpw_9931", "***")]
    [InlineData("""shell: [printf, 'user=app\npassword=%s%s\n', plainpw_, "9931"]""", "plainpw_9931", "***")]
    [InlineData("""shell: [printf, 'db: 5432:x:app:"%s%s",\n', plainpw_, "9931"]""", "plainpw_9931", "***")]
    [InlineData("""shell: [printf, 'hunter%s\nnext\n', "22"]""", "hunter22", "***")]
    [InlineData("""shell: [printf, 'a\tonly%s\n', "-here-1"], parse: tsv""", "only-here-1", "***")]
    [InlineData("""shell: [printf, 'user=app\nhost=db1\nmode=replication\n']""", "user=app host=db1 mode=replication", "user=app host=db1 mode=replication")]
    public async Task What_stands_in_it_is_masked_when_others_print_it(string step, string printed, string shown)
    {
        await using var play = KindPlay.With(new Person());

        await play.StepsAsync($"- {{ id: it, sensitive: true, effect: read, {step} }}\n- {{ id: seen, effect: read, shell: [printf, '{printed}'] }}");

        Assert.Equal(shown, play.Told("seen", "stdout"));
    }

    [Fact]
    public async Task Of_very_many_rows_the_first_are_known()
    {
        await using var play = await PlayAsync();

        await play.StepsAsync("- { id: it, sensitive: true, sql: \"SELECT n, 'Secret-' || (10000 + n) AS word FROM generate_series(1, 5000) AS n\" }\n- { id: seen, effect: read, shell: [echo, Secret-10064, Secret-10065] }");

        Assert.Equal("*** Secret-10065", play.Told("seen", "stdout"));
    }

    [Fact]
    public async Task A_resumed_run_reads_it_again()
    {
        await using var play = await PlayAsync();
        var yaml = SqlPlay.Yaml("- id: it\n  sensitive: true\n  sql: SELECT b FROM t\n- id: later\n  sql: INSERT INTO t VALUES (2, {{ steps.it.value }})");
        await scratch.Cluster.Primary.ExecuteAsync("INSERT INTO t VALUES (1, 'first')", play.Targets[0].Settings.Database, "postgres", CancellationToken.None);
        await play.RunAsync(yaml);
        var earlier = play.Journal.Events.Select(one => one.Event).Where(one => one is JournalEvent.StepIntent { Step: "1" } or JournalEvent.StepOutcome { Step: "1" }).ToList();
        await scratch.Cluster.Primary.ExecuteAsync("DELETE FROM t WHERE a = 2; UPDATE t SET b = 'second'", play.Targets[0].Settings.Database, "postgres", CancellationToken.None);

        var end = await play.RunAsync(yaml, earlier);
        await play.StepsAsync("- id: seen\n  sql: SELECT b FROM t WHERE a = 2");

        Assert.Equal((ExitCode.Done, "second"), (end.ExitCode, play.Trace.Text("seen", "b")));
    }

    [Fact]
    public async Task A_plan_does_not_show_what_it_read_after_a_write_that_was_not_run()
    {
        await using var play = await PlayAsync();

        var plan = await play.PlanAsync("- sql: INSERT INTO t VALUES (1, 'x')\n- id: it\n  sensitive: true\n  sql: SELECT upper('can4ry') AS word");

        Assert.DoesNotContain("CAN4RY", $"{plan.Steps[1].Result} {(plan.Steps[1].Observed is { } seen ? JsonText.Of(seen) : "")}");
        Assert.Equal(Grade.Executed, plan.Steps[1].Grade);
    }

    [Fact]
    public void Lint_treats_it_as_secret_before_it_is_known() =>
        Assert.Equal(
            "RB423",
            SqlPlay.Lint(SqlPlay.Yaml("- id: it\n  sensitive: true\n  sql: INSERT INTO t VALUES (1, 'x') RETURNING b\n- id: shown\n  effect: read\n  shell: [echo, \"{{ steps.it.value }}\"]"))[0].Code);

    [Theory]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a", "- confirm: go?\n", "sql: SELECT {{ steps.it.value }}", "RB144")]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a", "", "confirm: go on with {{ steps.it.affected }}?", "RB144")]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a", "- branch:\n    - { when: 1 == 1, steps: [{ confirm: go? }] }\n", "assert: steps.it.affected == 1", "RB144")]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a\n  undo: [{ sql: \"DELETE FROM t WHERE a = {{ steps.it.value }}\" }]", "", "note: x", "RB144")]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a", "", "sql: SELECT {{ steps.it.value }}", null)]
    [InlineData("sql: INSERT INTO t VALUES (1) RETURNING a", "- confirm: go?\n", "when: steps.it.status == 'ok'\n  note: x", null)]
    [InlineData("sql: SELECT 1", "- confirm: go?\n", "sql: SELECT {{ steps.it.value }}", null)]
    public void A_result_of_a_write_that_a_pause_would_lose_is_an_error(string first, string between, string last, string? code) =>
        Assert.Equal(code, SqlPlay.Lint(SqlPlay.Yaml($"- id: it\n  sensitive: true\n  {first}\n{between}- {last}")).Select(problem => problem.Code).FirstOrDefault());

    [Fact]
    public void A_step_without_a_result_has_nothing_to_hide() =>
        Assert.Equal(["RB122"], SqlPlay.Lint(SqlPlay.Yaml("- sensitive: true\n  note: x")).Select(problem => problem.Code));

    private async Task<SqlPlay> PlayAsync()
    {
        var database = await scratch.NewDatabaseAsync();
        await scratch.Cluster.Primary.ExecuteAsync("CREATE TABLE t (a int, b text)", database, "postgres", CancellationToken.None);
        return new SqlPlay(scratch.Cluster.Primary, database);
    }
}
