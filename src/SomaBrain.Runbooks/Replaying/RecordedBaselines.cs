using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Replaying;

/// <summary>What a metric was compared with in the recorded run; the same median comes out of it.</summary>
public sealed class RecordedBaselines(RecordedRun run) : IMetricHistory
{
    private readonly Dictionary<string, decimal> _baselines = Read(run);

    public IReadOnlyList<decimal> Last(string key, int count) => _baselines.TryGetValue(Named(key), out var baseline) ? [baseline, baseline, baseline] : [];

    public void Add(string key, decimal value)
    {
        // nothing was measured
    }

    /// <summary>Without playbook and system: a run has one of each.</summary>
    private static string Named(string key) => string.Join('\u001f', key.Split('\u001f') is [_, var name, _, .. var labels] ? [name, .. labels] : [key]);

    private static Dictionary<string, decimal> Read(RecordedRun run)
    {
        var baselines = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var end in run.Steps.Values.SelectMany(step => step.Attempts).Select(attempt => attempt.End).OfType<JournalEvent.StepOutcome>())
        {
            if (end is { Metric: { } metric, Result: Value.Row result } && MetricAmount.Of(result["baseline"]) is { } baseline)
            {
                baselines[string.Join('\u001f', [metric.Name, .. metric.Labels.Select(label => $"{label.Name}={label.Value}")])] = baseline;
            }
        }

        return baselines;
    }
}
