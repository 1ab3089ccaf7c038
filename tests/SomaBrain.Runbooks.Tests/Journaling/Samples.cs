using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Tests.Journaling;

/// <summary>One of every kind of event, as a run could have them.</summary>
internal static class Samples
{
    public const string Run = "20261122T164012Z-7k3f9q";
    public const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 16, 40, 12, TimeSpan.Zero);

    public static readonly RunOpened Opened = new(
        Run, new("playbooks/archive.yaml", Hash, "Archive old audit logs"), "dba", "db1", 4711, "0.1.0",
        [new("retention_days", new Value.Integer(30)), new("password", new Value.Secret("params.password", new Value.Text("hunter2")), "env:PGPASSWORD")],
        [new("db", "postgresql://app@db1:5432/somabrain")])
    { Callees = [new("playbooks/vacuum.yaml", Hash, "Vacuum")] };

    public static readonly Value Rows = new Value.Row(
    [
        new("rows", new Value.List(
        [
            new Value.Row([new("id", Cell("1", "pg_catalog.int4", new Value.Integer(1))), new("name", Cell("Zoë", "pg_catalog.text", new Value.Text("Zoë")))]),
            new Value.Row([new("id", Cell("2", "pg_catalog.int4", new Value.Integer(2))), new("name", Value.Null.Instance)]),
        ])),
        new("count", new Value.Integer(2)),
    ]);

    public static readonly ImmutableArray<JournalEvent> All =
    [
        Opened,
        new Planned([new("2", "batch", "sql", "write", "Move one batch")], 2, 1, 0),
        new TargetConnected("db", "somabrain", "app", "7312345678901234567", 1, 150020, false, 815) { Address = "db1.example.com:5432" },
        new LockTaken("db", "playbooks/archive.yaml"),
        new StepIntent("1", "old", "sql", "read", "db", 1, null, new(Hash, "SELECT id, name FROM audit_log WHERE created_at < $1", null, [new Value.Timestamp(Start)])),
        new StepOutcome("1", 1, StepStatus.Ok, TimeSpan.FromMicroseconds(12345), Rows, Changed.None),
        new BranchTaken("2", "else"),
        new ApprovalRequested("2.else.1", "Move 2 rows?", 0, Start.AddHours(1)),
        new RunPaused("2.else.1", "waits for an answer"),
        new RunResumed("dba", "db1", 4712, "0.1.0"),
        new ConfirmAnswered("2.else.1", "Move 2 rows?", new Value.Boolean(true), "dba", AnswerMeans.Resume),
        new StepIntent("2.else.2", "batch", "sql", "write", "db", 1, "Move one batch", new(Hash, null, "outputs/" + Hash, [])),
        new TransactionBegun("2.else.2", 1, "18446744073709551615", 815, Start, "7312345678901234567", 1, Start.AddDays(-1)),
        new StepOutcome("2.else.2", 1, StepStatus.Failed, TimeSpan.FromSeconds(1.2), null, Changed.None, new("RB412", "duplicate key", "23505", "look")),
        new StepIntent("2.else.2", "batch", "sql", "write", "db", 2, "Move one batch", new(Hash, null, null, [])),
        new StepInDoubt("2.else.2", 2, "the connection was lost"),
        new StepResolved("2.else.2", 2, Resolution.NotDone, "dba", "looked"),
        new UndoRemembered("2.else.2", 2, [new("2.else.2.undo.1", "sql", "write", "db", new(Hash, "DELETE FROM t WHERE id = $1", null, [new Value.Integer(7)]), [new("{{ steps.batch.affected }}", new Value.Integer(1))])]),
        new StepSkipped("3", null, "shell", "Tell them", "`when` is false"),
        new StepOutput("4", 1, "stdout", Hash, 3, false, "\u001b[31mred\u202e\r\n"),
        new StepOutcome("4", 1, StepStatus.Warned, TimeSpan.FromTicks(10), new Value.Row([new("value", new Value.Number(91.50m))]), Changed.Yes)
        {
            Metric = new("connections", new Value.Number(91.50m), "%", "warn", [new("db", "somabrain")], "7312345678901234567"),
            ResultFile = new(Hash, 99, "outputs/" + Hash),
        },
        new Recovered(17, Hash, "journal.jsonl.torn-20"),
        new Checkpoint(Hash, 20, "site.jsonl"),
        new VarComputed("cutoff", new Value.Timestamp(Start)),
        new VarComputed("password", new Value.Secret("params.password", new Value.Text("hunter2")), "7[2]") { ValueFile = new(Hash, 99, "outputs/" + Hash) },
        new ProcessStarted("4", 1, 4711, 123456789, "0b5c3f43-2b5f-4d0c-8d7f-1f0a4a6f9f10"),
        new RunResumed("ann", "db2", 4713, "0.1.0") { TakenOverFrom = "dba" },
        new PlaybookAccepted(new("playbooks/archive.yaml", Hash, "Archive"), "ann", "step 5 named the wrong table") { Callees = [new("playbooks/count.yaml", Hash, "Count")] },
        new CommitSent("2.else.2", 1, new Value.Row([new("rows", new Value.List([])), new("count", new Value.Integer(0)), new("affected", new Value.Integer(500))])),
    ];

    public static JournalHead Write(IJournalLog log, IEnumerable<JournalEvent> events)
    {
        var time = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.FromMicroseconds(1500) };
        var writer = new JournalWriter(log, time);
        foreach (var @event in events)
        {
            writer.Append(@event);
        }

        writer.Close(RunStatus.Done, 0, Changed.Yes);
        return writer.Head;
    }

    public static (byte[] Bytes, JournalHead Head) Journal(IEnumerable<JournalEvent>? events = null)
    {
        var log = new MemoryLog();
        var head = Write(log, events ?? All);
        return (log.Bytes, head);
    }

    private static Value.Cell Cell(string content, string type, Value scalar) => new(content, type, scalar);
}
