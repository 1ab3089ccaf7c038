using SomaBrain.Runbooks.Cli.Views;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Reading;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Text;
using SomaBrain.Runbooks.Values;

namespace ViewHost;

/// <summary>Writes the events of a run that nobody ran, and tells a view of them.</summary>
public sealed class ScriptedRun(IRunView view, Action<TimeSpan> wait)
{
    public const string Id = "20261122-164012-k3f9";
    public const string Head = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly string NoHash = new('0', 64);

    private DateTimeOffset _now = new(2026, 11, 22, 16, 40, 12, TimeSpan.Zero);
    private long _seq;

    public static RunFooter Footer { get; } =
        new(Id, TimeSpan.FromMilliseconds(3_240), Head, $"/var/lib/runbook/{Id}/journal.jsonl", $"runbook resume {Id}");

    public static Playbook Read(string text)
    {
        var problems = new DiagnosticBag();
        return new PlaybookReader(BuiltInSteps.ForReading()).Read(new Source("playbooks/scripted.yaml", text), problems)
            ?? throw new InvalidOperationException(DiagnosticText.Render(problems));
    }

    public void Begin(Playbook playbook, params PlannedStep[] mayChange) =>
        view.Begin(new(playbook, Id, "alice", [new("db", "postgresql://app@db1:5432/somabrain")], [.. mayChange]));

    public void Pass(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        wait(TimeSpan.FromMilliseconds(milliseconds));
    }

    public void Event(JournalEvent what) => view.On(new(JournalEntry.Current, ++_seq, _now, NoHash, what));

    public void Intent(string step, string kind, string? id = null, string? title = null, string? text = null, string effect = "read", int attempt = 1) =>
        Event(new JournalEvent.StepIntent(step, id, kind, effect, "db", attempt, title, text is null ? null : new(NoHash, text, null, [])));

    public void Outcome(
        string step, int milliseconds, Value? result = null, StepStatus status = StepStatus.Ok, Failure? failure = null, MetricReading? metric = null, int attempt = 1) =>
        Event(new JournalEvent.StepOutcome(step, attempt, status, TimeSpan.FromMilliseconds(milliseconds), result, Changed.None, failure) { Metric = metric });

    /// <summary>A step from beginning to end.</summary>
    public void Step(
        string step, string kind, string? id = null, string? title = null, string? text = null, int took = 12, Value? result = null, string effect = "read",
        StepStatus status = StepStatus.Ok, Failure? failure = null, MetricReading? metric = null)
    {
        Intent(step, kind, id, title, text, effect);
        Pass(took);
        Outcome(step, took, result, status, failure, metric);
    }

    public static Value.Row Rows(params Value.Row[] rows) =>
        new([new("rows", new Value.List([.. rows])), new("count", new Value.Integer(rows.Length)), new("affected", new Value.Integer(rows.Length))]);

    public static Value.Row Row(params (string Name, string Value)[] fields) =>
        new([.. fields.Select(field => new Field(field.Name, new Value.Cell(field.Value, "text", new Value.Text(field.Value))))]);

    public static Value.Row Affected(long count) => new([new("rows", new Value.List([])), new("count", new Value.Integer(0)), new("affected", new Value.Integer(count))]);

    public static Value.Row Output(string text, int exit = 0) => new([new("exit_code", new Value.Integer(exit)), new("stdout", new Value.Text(text))]);

    public static MetricReading Metric(string name, decimal? value, string? unit, string level, params Label[] labels) =>
        new(name, value is { } amount ? new Value.Number(amount) : null, unit, level, [.. labels]);
}
