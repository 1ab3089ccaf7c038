namespace SomaBrain.Runbooks.Steps;

/// <summary>Where nothing was ever measured, and nothing is kept.</summary>
public sealed class NoMetricHistory : IMetricHistory
{
    public IReadOnlyList<decimal> Last(string key, int count) => [];

    public void Add(string key, decimal value)
    {
    }
}
