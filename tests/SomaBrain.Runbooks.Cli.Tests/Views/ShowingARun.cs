using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Journaling.Verifying;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Canonical;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

public static class ShowingARun
{
    private static readonly ImmutableArray<JournalEvent> Events =
    [
        new RunOpened(
            "20261122T164012Z-7k3f9q", new("playbooks/archive.yaml", "00", "Archive old audit logs"), "dba", "db1", 4711, "0.1.0",
            [new("retention_days", new Value.Integer(30)), new("password", new Value.Secret("params.password", Value.Null.Instance), "env:PGPASSWORD")],
            [new("db", "postgresql://app@db1:5432/somabrain")]),
        new Planned([], 1, 1, 0),
        new StepIntent("1", "old", "sql", "read", "db", 1, "Count what is old", null),
        new StepOutcome("1", 1, StepStatus.Ok, TimeSpan.FromMicroseconds(12345), new Value.Row([new("rows", new Value.List([new Value.Row([new("rows", new Value.Cell("42", "int8", new Value.Integer(42)))])]))]), Changed.None),
        new BranchTaken("2", "else"),
        new ConfirmAnswered("2.else.1", "Move 42 rows?", new Value.Boolean(true), "dba", AnswerMeans.Terminal),
        new StepIntent("2.else.2", "batch", "sql", "write", "db", 1, "Move one batch in one statement, which has a title that does not fit on a line", null),
        new StepOutcome(
            "2.else.2", 1, StepStatus.Failed, TimeSpan.FromSeconds(1.25), null, Changed.None,
            new("RB412", "duplicate key value violates unique constraint \"audit_log_archive_pkey\"", "23505", "the rows were archived before; compare both tables")),
        new StepSkipped("3", null, "shell", "Tell \u001b[31mthem", "`when` is false"),
        new StepIntent("4", "conn", "metric", "read", "db", 1, null, null),
        new StepOutcome("4", 1, StepStatus.Warned, TimeSpan.FromMilliseconds(0.4), null, Changed.None)
        {
            Metric = new("connections", new Value.Number(91.5m), "%", "warn", [new("db", "somabrain")]),
        },
    ];

    [Fact]
    public static void A_run_is_readable_at_80_columns()
    {
        var lines = ShowView.Lines(Entries(close: true)).ToList();
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(
            """
            Archive old audit logs
            run 20261122T164012Z-7k3f9q, 2026-11-22 16:40:12 UTC
            playbooks/archive.yaml by dba (claimed) on db1, runbook 0.1.0
            target db = postgresql://app@db1:5432/somabrain
            retention_days = 30
            password = <secret from env:PGPASSWORD>

            16:40:15  ok             12 ms  1 old · Count what is old
                                            rows 42
            16:40:16  branch                2: arm else
            16:40:17  answered              2.else.1 Move 42 rows?
                                            yes, by dba (terminal)
            16:40:19  failed         1.3 s  2.else.2 batch · Move one batch in one
                                            statement, which has a title that does not fit
                                            on a line
                                            RB412 duplicate key value violates unique
                                            constraint "audit_log_archive_pkey" [23505]
                                            → the rows were archived before; compare both
                                            tables
                                            nothing changed
            16:40:20  skipped               3 · Tell them
                                            `when` is false
            16:40:22  warned          0 ms  4 conn
                                            connections somabrain 91.5 %: warn

            failed, nothing changed, exit 1, 11.0 s, 12 journal lines
            """,
            string.Join('\n', lines));
    }

    [Fact]
    public static void A_step_without_outcome_is_open()
    {
        var lines = ShowView.Lines(Entries(close: false)[..7], unreadable: 1).ToList();
        Assert.Contains(lines, line => line.StartsWith("16:40:18  open", StringComparison.Ordinal));
        Assert.Equal("unfinished, 6.0 s, 7 journal lines", lines[^2]);
        Assert.Equal("1 line of the journal cannot be read; `runbook verify` says more", lines[^1]);
        Assert.Contains("running", string.Join('\n', ShowView.Lines(Entries(close: false), inUse: true)));
    }

    [Fact]
    public static void A_history_is_a_table()
    {
        var entries = Entries(close: true);
        var run = RunSummary.Of(entries[0], entries[^1])!;
        var paused = run with { Run = "20261123T100000Z-aaaaaa", Status = "paused", ExitCode = null, Changed = null, Target = "prod" };
        Assert.Equal(
            """
            RUN                      STARTED (UTC)     PLAYBOOK                TARGET                    STATUS  EXIT  DURATION
            20261123T100000Z-aaaaaa  2026-11-22 16:40  playbooks/archive.yaml  prod                      paused     –    11.0 s
            20261122T164012Z-7k3f9q  2026-11-22 16:40  playbooks/archive.yaml  postgresql://app@db1:54…  failed     1    11.0 s
            """,
            string.Join('\n', HistoryView.Lines([run, paused])));
        Assert.Equal(["no runs yet"], HistoryView.Lines([]));
        Assert.StartsWith("""[{"run":"20261122T164012Z-7k3f9q","started":"2026-11-22T16:40:12.000000Z","playbook":"playbooks/archive.yaml",""", Text(HistoryView.ToJson([run])));
    }

    [Fact]
    public static void The_JSON_holds_every_entry_as_it_is()
    {
        var text = Text(ShowView.ToJson(Entries(close: true)));
        Assert.Contains("\"status\":\"failed\",\"exit_code\":1,\"changed\":\"none\"", text);
        Assert.Contains("{\"v\":1,\"seq\":5,", text);
    }

    [Fact]
    public static void A_verdict_says_what_to_do()
    {
        var head = new JournalHead(7, "ab");
        Assert.Equal(["ok: run R, 7 lines", "head ab"], VerifyView.Lines(new("R", new Verdict.Ok(head), [])));
        Assert.Null(VerifyView.Problem("R", new Verdict.Ok(head)));
        (Verdict Verdict, string Code, int Exit)[] bad =
        [
            (new Verdict.Incomplete(head), "RB509", 30), (new Verdict.Torn(head, 3), "RB510", 31), (new Verdict.Tampered(head, 8, "numbered 9"), "RB511", 32),
            (new Verdict.Unproven(head, "x"), "RB512", 33), (new Verdict.NeedsNewer(head, 8, 2), "RB513", 33),
        ];
        Assert.All(bad, b => Assert.Equal((b.Code, b.Exit), (VerifyView.Problem("R", b.Verdict)!.Code, b.Verdict.ExitCode)));
        Assert.Equal(
            """{"run":"R","verdict":"tampered","exit_code":32,"lines":7,"head":"ab","code":"RB511","message":"the journal of `R` is not as it was written: line 8: numbered 9"}""",
            Text(VerifyView.ToJson(new("R", bad[2].Verdict, []))));
    }

    private static string Text(Json json) => Encoding.UTF8.GetString(CanonicalJson.Write(json));

    private static List<JournalEntry> Entries(bool close)
    {
        var time = new FakeTimeProvider(new(2026, 11, 22, 16, 40, 12, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var writer = new JournalWriter(new DiscardedLog(), time);
        var entries = Events.Select(e => writer.Append(e)).ToList();
        return close ? [.. entries, writer.Close(RunStatus.Failed, 1, Changed.None)] : entries;
    }
}
