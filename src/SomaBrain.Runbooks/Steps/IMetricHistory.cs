namespace SomaBrain.Runbooks.Steps;

/// <summary>Values of a metric in earlier runs of the same playbook against the same server.</summary>
public interface IMetricHistory
{
    /// <param name="key">Playbook, metric, labels and system, joined.</param>
    IReadOnlyList<decimal> Last(string key, int count);

    void Add(string key, decimal value);
}
