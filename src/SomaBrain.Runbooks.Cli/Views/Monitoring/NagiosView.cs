using SomaBrain.Runbooks.Cli.Views.Terminal;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Journaling;
using SomaBrain.Runbooks.Planning;

namespace SomaBrain.Runbooks.Cli.Views.Monitoring;

/// <summary>
/// One status line with performance data, problems with their remedies below, exit code 0 to 3: what Nagios, Icinga and
/// Naemon read. A server that does not answer is critical, as it is the service that is watched; a wrong playbook,
/// parameter, password or server is unknown, because nothing was judged. A skipped metric is nothing.
/// </summary>
public sealed class NagiosView(Channel results) : IRunView
{
    private readonly Lock _lock = new();
    private readonly RunReadings _readings = new();
    private RunHeader? _header;

    public void Begin(RunHeader header) => _header = header;

    public void On(JournalEntry entry)
    {
        lock (_lock)
        {
            _readings.On(entry.Event);
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
        var findings = _readings.Findings(end);
        var metrics = _readings.Metrics(_header?.Playbook);
        var counts = $"{KeyResult.Count(metrics.Count, "metric", "metrics")}, {KeyResult.Count(_readings.Checks, "check", "checks")}";
        var text = findings.Count == 0 ? counts : $"{Shown(findings[0].Text)}{(findings.Count > 1 ? $" (and {findings.Count - 1} more)" : "")}, of {counts}";
        var data = metrics.Count == 0 ? "" : $" | {string.Join(' ', metrics.Select(PerformanceData.Of))}";
        results.Line($"RUNBOOK {Word(State(end))} - {text}{data}");
        Write(findings, results);
        if (findings.Count > 0 && footer.Journal is not null)
        {
            results.Line($"run {footer.RunId}");
        }
    }

    public int ExitCode(RunEnd end) => (int)State(end);

    /// <summary>A run that could not even start, so that nothing was judged: status line and exit code.</summary>
    public static int Refuse(Channel results, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var findings = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)
            .Select(diagnostic => new Finding(Problems.IsServiceDown(diagnostic.Code) ? MonitoringState.Critical : MonitoringState.Unknown, diagnostic.Message, diagnostic.Hint))
            .OrderBy(finding => RunReadings.Rank(finding.State)).ToList();
        var state = findings is [var worst, ..] && worst.State == MonitoringState.Critical ? MonitoringState.Critical : MonitoringState.Unknown;
        results.Line($"RUNBOOK {Word(state)} - {(findings is [var first, ..] ? Shown(first.Text) : "the run could not start")}");
        Write(findings, results);
        return (int)state;
    }

    public void Dispose()
    {
    }

    private MonitoringState State(RunEnd end) => _readings.Findings(end) switch
    {
        [var worst, ..] => worst.State,
        [] => end.ExitCode == Execution.ExitCode.Done ? MonitoringState.Ok : MonitoringState.Unknown,
    };

    private static void Write(IReadOnlyList<Finding> findings, Channel to)
    {
        foreach (var finding in findings)
        {
            to.Line($"{Word(finding.State)}: {Shown(finding.Text)}");
            if (finding.Remedy is { } remedy)
            {
                to.Line($"  remedy: {Shown(remedy)}");
            }
        }
    }

    /// <summary>A `|` would begin performance data.</summary>
    private static string Shown(string text) => OneLine.Of(text).Replace('|', '¦');

    private static string Word(MonitoringState state) => state switch
    {
        MonitoringState.Ok => "OK",
        MonitoringState.Warning => "WARNING",
        MonitoringState.Critical => "CRITICAL",
        _ => "UNKNOWN",
    };
}
