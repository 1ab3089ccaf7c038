using SomaBrain.Runbooks.Cli.Views.Ending;
using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Journaling.Events;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>
/// A file for node_exporter's textfile collector, written at the end. All samples carry the playbook and where it ran, so
/// that the files of several servers can lie side by side. An unknown value has a level and no sample. Of readings with the same
/// name and labels the worst stands there. What went wrong is told on standard error, too.
/// </summary>
public sealed class PrometheusView(Channel results, Channel progress) : IRunView
{
    private readonly Lock _lock = new();
    private readonly RunReadings _readings = new();
    private RunHeader? _header;
    private DateTimeOffset _last;

    public void Begin(RunHeader header) => _header = header;

    public void On(JournalEntry entry)
    {
        lock (_lock)
        {
            _readings.On(entry.Event);
            _last = entry.At;
        }
    }

    public void Suspend()
    {
    }

    public void Resume()
    {
    }

    public void End(RunEnd end, RunFooter footer)
    {
        var page = new Exposition();
        var name = _header is null ? "" : Path.GetFileNameWithoutExtension(_header.Playbook.Source.Name);
        var bindings = _header?.Targets.ToDictionary(target => target.Name, target => target.Binding, StringComparer.Ordinal) ?? [];
        Label playbook = new("playbook", name);
        var metrics = _readings.Metrics(_header?.Playbook);
        foreach (var measured in metrics.Where(one => !metrics.Any(other => IsWorse(other.Reading, one.Reading))))
        {
            var reading = measured.Reading;
            Label target = new("target", measured.Target is { } found ? bindings.GetValueOrDefault(found, found) : bindings.Values.FirstOrDefault(""));
            var (family, factor) = FamilyName.Of(reading);
            if (Quantity.Of(reading).Amount is { } amount)
            {
                page.Gauge(family, $"Metric {reading.Name} of a runbook.", [playbook, target, .. reading.Labels], amount * factor);
            }

            page.Gauge(
                "runbook_metric_level",
                "How a metric was judged: 0 ok, 1 warn, 2 fail, 3 unknown.",
                [playbook, target, new("metric", reading.Name), .. reading.Labels],
                Level(reading.Level));
        }

        Label all = new("target", string.Join(", ", bindings.Values));
        page.Gauge("runbook_last_run_timestamp_seconds", "When the last run of the playbook ended.", [playbook, all], (decimal)(_last - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
        page.Gauge("runbook_last_run_exit_code", "Exit code of the last run of the playbook.", [playbook, all], end.ExitCode);
        results.Write(page.ToString());
        if (end.ExitCode != Execution.ExitCode.Done)
        {
            EndText.Write(end, footer, _header, 0, progress, progress);
        }
    }

    private static bool IsWorse(MetricReading other, MetricReading one) =>
        other.Name == one.Name && other.Labels.SequenceEqual(one.Labels) && Rank(other) > Rank(one);

    private static decimal Rank(MetricReading reading) => reading.Level == "unknown" ? -1 : Level(reading.Level);

    public void Dispose()
    {
    }

    private static decimal Level(string level) => level switch
    {
        "ok" => 0,
        "warn" => 1,
        "fail" => 2,
        _ => 3,
    };
}
