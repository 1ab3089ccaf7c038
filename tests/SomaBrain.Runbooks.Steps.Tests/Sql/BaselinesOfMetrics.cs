using SomaBrain.Runbooks.Execution;
using SomaBrain.Runbooks.Shared;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What a metric usually is can be compared with what it is now.</summary>
public sealed class BaselinesOfMetrics(ScratchFixture scratch)
{
    [Theory]
    [InlineData("5m, warn: value > (baseline ?? 1h) * 2", "warn", "2m")]
    [InlineData("3m, warn: baseline != null && value > baseline * 2", "ok", "2m")]
    [InlineData("1KiB, warn: value > (baseline ?? 1GiB) * 2", "warn", "120B")]
    [InlineData("250, warn: baseline != null && value > baseline * 2", "warn", "120")]
    [InlineData("250.5, warn: value > baseline * 2", "warn", "120")]
    public async Task A_baseline_has_the_type_of_the_value(string metric, string level, string baseline)
    {
        await using var play = new SqlPlay(scratch.Cluster.Primary, "postgres") { History = new Kept(119, 121, 120) };

        var end = await play.StepsAsync($"- {{ id: it, metric: x, baseline: 20, value: {metric} }}");

        Assert.Equal((ExitCode.Done, level), (end.ExitCode, play.Trace["it"].Metric!.Level));
        var result = play.Trace["it"] is Outcome.Warned warned ? warned.Result : ((Outcome.Succeeded)play.Trace["it"]).Result;
        Assert.Equal(baseline, ValueText.Of(result["baseline"]!));
    }

    private sealed class Kept(params decimal[] values) : IMetricHistory
    {
        public IReadOnlyList<decimal> Last(string key, int count) => values;

        public void Add(string key, decimal value)
        {
        }
    }
}
