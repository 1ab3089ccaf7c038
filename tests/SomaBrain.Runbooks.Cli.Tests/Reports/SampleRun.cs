using Microsoft.Extensions.Time.Testing;
using SomaBrain.Runbooks.Cli.Reporting;
using SomaBrain.Runbooks.Cli.Reporting.Reading;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Values;
using static SomaBrain.Runbooks.Journaling.Events.JournalEvent;

namespace SomaBrain.Runbooks.Cli.Tests.Reports;

/// <summary>A run of which everything can be told: changes, doubts, people, a pause, a loop, an undo, a secret.</summary>
internal sealed class SampleRun
{
    public const string Run = "20261122T164012Z-7k3f9q";

    private const string Hash = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";
    private const string OtherHash = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

    private readonly FakeTimeProvider _time = new(new(2026, 11, 22, 23, 59, 50, TimeSpan.Zero));
    private readonly JournalWriter _writer;
    private readonly List<JournalEntry> _entries = [];

    public SampleRun()
    {
        _writer = new(new DiscardedLog(), _time);
    }

    /// <param name="foreign">Stands wherever something foreign can stand.</param>
    public static RunReport Report(string foreign = "old logs")
    {
        var run = new SampleRun();
        run.Tell(foreign);
        return run.Read();
    }

    public RunReport Read() => ReportReader.Read(_entries)! with { Integrity = new("ok", new(_entries.Count, Hash)) };

    public static RunOpened Opened(string foreign) => new(
        Run, new($"playbooks/{foreign}.yaml", Hash, $"Archive {foreign}"), $"dba {foreign}", "db1", 4711, "0.1.0",
        [new("days", new Value.Integer(30)), new("note", new Value.Text(foreign)), new("password", new Value.Secret("params.password", Value.Null.Instance), "env:PGPASSWORD")],
        [new("db", $"postgresql://app@db1/{foreign}")]);

    public void At(double seconds, JournalEvent happened)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _entries.Add(_writer.Append(happened));
    }

    public void Close(RunStatus status, int exitCode, Changed changed, Failure? failure = null)
    {
        _time.Advance(TimeSpan.FromSeconds(0.1));
        _entries.Add(_writer.Close(status, exitCode, changed, failure));
    }

    private static Rendered Sent(string sha256, string? text, params Value[] values) => new(sha256, text, null, [.. values]);

    private void Step(string key, string? id, string kind, string effect, string? title, Rendered? sent, StepOutcome outcome, params JournalEvent[] between)
    {
        At(0.01, new StepIntent(key, id, kind, effect, kind == "sql" ? "db" : null, outcome.Attempt, title, sent));
        foreach (var happened in between)
        {
            At(0.01, happened);
        }

        At(outcome.Duration.TotalSeconds, outcome);
    }

    private static StepOutcome Ok(string key, double seconds, Value? result = null, Changed changed = Changed.None) =>
        new(key, 1, StepStatus.Ok, TimeSpan.FromSeconds(seconds), result, changed);

    private static Value.Row Affected(long rows) => new([new("rows", new Value.List([])), new("count", new Value.Integer(0)), new("affected", new Value.Integer(rows))]);

    private void Tell(string foreign)
    {
        At(0, Opened(foreign));
        At(0.01, new Planned([new("3", "move", "sql", "write", "Move")], 5, 4, 0));
        At(0.01, new TargetConnected("db", "app", foreign, "7711169303723470697", 1, 150018, false, 20355));
        At(0.01, new LockTaken("db", "archive"));
        var rows = new Value.List([.. Enumerable.Range(1, 12).Select(i => new Value.Row([new("id", new Value.Integer(i)), new(foreign, new Value.Text(foreign))]))]);
        Step("1", "old", "sql", "read", $"Look at {foreign}", Sent(OtherHash, $"SELECT id, note FROM audit_log -- {foreign}"), Ok("1", 0.25, new Value.Row([new("rows", rows), new("count", new Value.Integer(12))])));
        At(0.01, new StepSkipped("2", null, "shell", $"Tell {foreign}", "`when` is false"));
        for (var turn = 0; turn < 14; turn++)
        {
            Step(
                $"3[{turn}]", "move", "sql", "write", "Move a batch", Sent(Hash, turn == 0 ? "DELETE FROM audit_log WHERE id = $1 AND note = $2" : null, new Value.Integer(turn), new Value.Text(foreign)),
                Ok($"3[{turn}]", 0.05, Affected(100), Changed.Yes),
                new TransactionBegun($"3[{turn}]", 1, $"{724 + turn}", 20355, DateTimeOffset.UnixEpoch, "7711169303723470697", 1, null),
                new UndoRemembered($"3[{turn}]", 1, [new($"3[{turn}].undo.1", "sql", "write", "db", Sent(OtherHash[..63] + "0", "INSERT INTO audit_log VALUES ($1)", new Value.Integer(turn)), [])]));
        }

        At(0.01, new StepIntent("4", "ticket", "ask", "read", null, 1, null, Sent(OtherHash[..63] + "1", $"Which ticket, {foreign}?")));
        At(0.01, new ApprovalRequested("4", $"Which ticket, {foreign}?", 0));
        At(0.01, new RunPaused("ticket", "waits for an answer"));
        At(3600, new RunResumed("bob", "db2", 4712, "0.1.0"));
        At(0.01, new StepIntent("4", "ticket", "ask", "read", null, 1, null, Sent(OtherHash[..63] + "1", null)));
        At(0.01, new ConfirmAnswered("4", $"Which ticket, {foreign}?", new Value.Text(foreign), "bob", AnswerMeans.Resume));
        At(0.01, Ok("4", 0.02, new Value.Row([new("value", new Value.Text(foreign)), new("by", new Value.Text("bob"))])));
        Step("5", null, "metric", "read", null, null, new StepOutcome("5", 1, StepStatus.Warned, TimeSpan.FromMilliseconds(2), null, Changed.None, new("RB411", $"lag is 9 s {foreign}"))
        {
            Metric = new("lag", new Value.Number(9.5m), "s", "warn", [new("on", foreign)]),
        });
        At(0.01, new StepIntent("6", null, "block", "read", null, 1, null, null));
        At(0.01, new BranchTaken("6", "block"));
        Step("6.block.1", "tell", "shell", "write", "Tell the others", Sent(OtherHash[..63] + "2", "curl -s https://example.org/hook"),
            new StepOutcome("6.block.1", 1, StepStatus.Failed, TimeSpan.FromSeconds(0.4), null, Changed.None, new("RB440", $"the command ended with 7: {foreign}", null, $"look at {foreign}")),
            new StepOutput("6.block.1", 1, "stderr", Hash, 99_000, true, $"curl: (7) {foreign}\n", "the end\n", $"outputs/{Hash}"));
        At(0.01, new BranchTaken("6", "rescue"));
        Step("6.rescue.1", null, "note", "read", null, Sent(OtherHash[..63] + "3", "Nobody was told"), Ok("6.rescue.1", 0.001));
        At(0.01, Ok("6", 0.5));
        At(0.01, new StepIntent("7", "swap", "sql", "write", "db", 1, "Swap the tables", Sent(OtherHash[..63] + "4", "ALTER TABLE a RENAME TO b")));
        At(0.2, new StepInDoubt("7", 1, $"the connection broke {foreign}"));
        At(4, new StepResolved("7", 1, Resolution.Done, "bob", $"I looked {foreign}"));
        Step("8", "last", "sql", "write", "Insert a row twice", Sent(OtherHash[..63] + "5", "INSERT INTO a VALUES ($1)", new Value.Secret("params.password", Value.Null.Instance)),
            new StepOutcome("8", 1, StepStatus.Failed, TimeSpan.FromSeconds(0.1), null, Changed.None, new("RB430", $"duplicate key {foreign}", "23505", "look at both rows")));
        At(0.01, new StepIntent("finally.1", "purge", "shell", "destroy", null, 1, "Remove what is left", Sent(OtherHash[..63] + "6", "rm -r /tmp/left")));
        Close(RunStatus.Failed, 7, Changed.Unknown, new("RB430", $"duplicate key {foreign}", "23505", "look at both rows"));
    }
}
