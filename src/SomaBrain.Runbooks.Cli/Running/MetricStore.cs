using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Steps;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>What metrics were in earlier runs, from the state directory.</summary>
internal sealed class MetricStore(MetricHistory history, string run) : IMetricHistory
{
    public IReadOnlyList<decimal> Last(string key, int count) =>
    [
        .. history.Last(KeyOf(key), count).Select(value => value switch
        {
            Value.Integer integer => integer.Whole,
            Value.Number number => number.Amount,
            _ => (decimal?)null,
        }).OfType<decimal>(),
    ];

    public void Add(string key, decimal value)
    {
        try
        {
            history.Append(KeyOf(key), run, new Value.Number(value));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A baseline is a convenience: the value stands in the journal.
        }
    }

    /// <summary>Playbook, metric, system and labels, as the metric step joins them.</summary>
    private static MetricKey KeyOf(string key)
    {
        var parts = key.Split('\u001f');
        return new(parts[0], parts[1], [.. parts[3..].Select(label => label.Split('=', 2)).Select(pair => new Label(pair[0], pair[1]))], parts[2]);
    }
}
