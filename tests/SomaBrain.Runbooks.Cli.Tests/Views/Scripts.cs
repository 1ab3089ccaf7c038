using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using ViewHost;
using static ViewHost.ScriptedRun;

namespace SomaBrain.Runbooks.Cli.Tests.Views;

/// <summary>Runs that bring every event and every outcome before a view.</summary>
internal static class Scripts
{
    private const string Archive = """
        runbook: 1
        title: Archive old audit logs
        effect: destroy
        steps:
          - id: cutoff
            sql: SELECT now() AS at
          - id: old
            sql: SELECT 1 AS rows
          - branch:
              - when: steps.old.row.rows == 0
                steps:
                  - note: Nothing to archive.
            else:
              - confirm: Move {{ steps.old.row.rows }} rows?
              - id: batch
                title: Move one batch in one statement
                repeat: { times: 3 }
                sql: UPDATE t SET a = 1 WHERE b = 2
          - metric: connections_pct
            value: 12
          - id: purge
            shell: [rm, -rf, /var/tmp/old]
            effect: destroy
        """;

    private const string Health = """
        runbook: 1
        title: Health check
        effect: read
        steps:
          - { metric: connections_pct, value: 1, unit: "%", warn: value > 80, fail: value > 90 }
          - { metric: hit_ratio, value: 1, unit: "%", warn: value < 99, fail: value < 90 }
          - { metric: database_size, value: 1, unit: bytes, warn: value > 10GiB }
          - { metric: replay_lag, value: 1s, unit: s, warn: value > 1m && value < 1h }
          - { metric: lock_waits_count, value: 1 }
          - assert: true
        """;

    public static readonly PlannedStep[] MayChange =
    [
        new("3.else.2", "batch", "sql", "write", "Move one batch in one statement"),
        new("5", "purge", "shell", "destroy", null),
    ];

    /// <summary>All ends a step can have, in a run that fails after a change.</summary>
    public static RunEnd EveryOutcome(IRunView view, Action<int>? wait = null)
    {
        var run = new ScriptedRun(view, time => wait?.Invoke((int)time.TotalMilliseconds));
        run.Begin(Read(Archive), MayChange);
        run.Step("1", "sql", "cutoff", text: "SELECT (now() AT TIME ZONE 'UTC')\n  - make_interval(days => $1) AS at", result: Rows(Row(("at", "2026-10-22 16:40:12.123456"))));
        run.Step("2", "sql", "old", text: "SELECT count(*) AS rows, min(created_at) AS oldest", took: 1_450, result: Rows(Row(("rows", "48210"), ("oldest", "2024-01-01"))));
        run.Intent("3", "branch");
        run.Event(new JournalEvent.BranchTaken("3", "else"));
        run.Intent("3.else.1", "confirm", text: "Move 48210 rows?");
        run.Pass(12_000);
        run.Event(new JournalEvent.ConfirmAnswered("3.else.1", "Move 48210 rows?", new Value.Boolean(true), "alice", AnswerMeans.Terminal));
        run.Outcome("3.else.1", 12_000, new Value.Row([new("by", new Value.Text("alice"))]));
        for (var turn = 0; turn < 34; turn++)
        {
            run.Step($"3.else.2[{turn}]", "sql", "batch", "Move one batch in one statement", took: 70, result: Affected(turn < 33 ? 2_145 : 0), effect: "write");
        }

        run.Step("4", "metric", title: "Connections", text: "steps.c.value", status: StepStatus.Warned, metric: Metric("connections_pct", 85.5m, "%", "warn"),
            failure: new("RB411", "connections_pct is 85.5%: warn at `value > 80`", null, "close idle sessions"));
        run.Event(new JournalEvent.StepSkipped("5", "vacuum", "sql", "Vacuum", "`params.vacuum` is false"));
        run.Intent("6", "sql", "retried", text: "UPDATE t SET a = 1", effect: "write");
        run.Pass(20);
        run.Outcome("6", 20, status: StepStatus.Failed, failure: new("RB431", "deadlock detected", "40P01", null));
        run.Pass(1_000);
        run.Intent("6", "sql", "retried", text: "UPDATE t SET a = 1", effect: "write", attempt: 2);
        run.Pass(30);
        run.Outcome("6", 30, Affected(1), attempt: 2);
        run.Step("7", "note", text: "The rows are moved.\n\n- look at `audit_log_archive`\n- tell the auditors", took: 0);
        run.Step("8", "sql", "index", "Already there", status: StepStatus.AlreadyDone);
        run.Step("9", "shell", "purge", text: "rm -rf /var/tmp/old", took: 65_000, result: Output("", 137), effect: "destroy", status: StepStatus.Failed,
            failure: new("RB441", "`rm` was killed by a signal (SIGKILL)", null, "look at the log of the kernel for the OOM killer"));
        return new(ExitCode.FailedAfterChange, RunStatus.Failed, Changed.Yes, ["batch", "retried"],
            [new("RB441", Severity.Error, null, "`rm` was killed by a signal (SIGKILL)", "look at the log of the kernel for the OOM killer")], "purge", null);
    }

    /// <summary>Titles, results and messages that would drive a terminal, tear a line or turn its direction.</summary>
    public static RunEnd Hostile(IRunView view)
    {
        var run = new ScriptedRun(view, _ => { });
        run.Begin(Read(Archive));
        run.Step("1", "sql", title: "\e[2J\e[1;1HClear \e]0;title\athe screen", result: Rows(Row(("a\nb", "x\r\ny\e[31m"))));
        run.Step("2", "sql", title: "two\nlines\tand a tab", result: Rows(Row(("safe", "\u202etxt.exe"))));
        run.Step("3", "sql", title: "<script>alert(1)</script> [x](http://evil) | **bold** `code`", result: Output("\a\b\u009b31m"));
        run.Step("4", "sql", title: "接続数を数える接続数を数える接続数を数える接続数を数える接続数を数える", result: Rows(Row(("数", "接続"))));
        run.Step("5", "sql", title: "👩‍🚀👩‍🚀 e\u0301 ❤️ \ud83d", result: Affected(1), effect: "write");
        run.Step("6", "assert", title: new string('x', 500), status: StepStatus.Warned, failure: new("RB410", "no\e[5m\nreally", null, "do\r\u2028this"));
        run.Event(new JournalEvent.StepSkipped("7", null, "sql", "\e[8mhidden", "`\e[1m` is false"));
        return new(ExitCode.Failed, RunStatus.Failed, Changed.None, [], [new("RB410", Severity.Error, null, "no\e[5m\nreally", "do\r\u2028this")], "\e[31m6", null);
    }

    /// <summary>A health check: metrics of each level.</summary>
    public static RunEnd HealthCheck(IRunView view, params string[] levels)
    {
        var run = new ScriptedRun(view, _ => { });
        run.Begin(Read(Health));
        MetricReading[] readings =
        [
            Metric("connections_pct", 12.5m, "%", levels[0]), Metric("hit_ratio", 99.5m, "%", levels[1]),
            Metric("database_size", 7_340_032, "bytes", levels[2], new Label("database", "soma brain's \"x\"")), Metric("replay_lag", levels[3] == "unknown" ? null : 0.25m, "s", levels[3]),
            Metric("lock_waits_count", 0, null, levels[4]),
        ];
        foreach (var (reading, i) in readings.Select((reading, i) => (reading, i)))
        {
            var failure = reading.Level == "ok" ? null : new Failure("RB411", $"{reading.Name} is {reading.Level}", null, $"mend {reading.Name} | now");
            var status = reading.Level switch { "ok" => StepStatus.Ok, "fail" => StepStatus.Failed, _ => StepStatus.Warned };
            run.Step($"{i + 1}", "metric", metric: reading, failure: failure, status: status);
        }

        run.Step("6", "assert", text: "true");
        return levels.Contains("fail", StringComparer.Ordinal)
            ? new(ExitCode.SaidNo, RunStatus.Failed, Changed.None, [], [new("RB411", Severity.Error, null, "connections_pct is fail")], "1", null)
            : new(ExitCode.Done, RunStatus.Done, Changed.None, [], [], null, null);
    }
}
