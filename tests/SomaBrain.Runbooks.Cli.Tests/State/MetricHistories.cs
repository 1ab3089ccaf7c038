using SomaBrain.Runbooks.Cli.State;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Cli.Tests.State;

public static class MetricHistories
{
    private static readonly MetricKey Key = new("health-check.yaml", "transactions", [new("db", "a"), new("host", "b")], "73");

    [Fact]
    public static void The_last_values_come_back_oldest_first()
    {
        using var temporary = new TemporaryState();
        var metrics = temporary.State!.Metrics;
        Assert.Empty(metrics.Last(Key, 5));
        for (var i = 0; i < 7; i++)
        {
            metrics.Append(Key, "run", new Value.Number(i + 0.50m));
        }

        Assert.Equal(["4.50", "5.50", "6.50"], metrics.Last(Key, 3).Select(v => ((Value.Number)v).Amount.ToString()));
        Assert.Equal(7, metrics.Last(Key, 20).Length);
        Assert.Equal(7, metrics.Last(Key with { Labels = [new("host", "b"), new("db", "a")] }, 20).Length);
    }

    [Fact]
    public static void Another_playbook_metric_label_or_system_has_its_own()
    {
        using var temporary = new TemporaryState();
        var metrics = temporary.State!.Metrics;
        metrics.Append(Key, "run", new Value.Integer(1));
        Assert.Empty(metrics.Last(Key with { Playbook = "other.yaml" }, 9));
        Assert.Empty(metrics.Last(Key with { Metric = "other" }, 9));
        Assert.Empty(metrics.Last(Key with { System = null }, 9));
        Assert.Empty(metrics.Last(Key with { Labels = [new("db", "a")] }, 9));
        Assert.Single(metrics.Last(Key, 9));
    }

    [Fact]
    public static void Old_values_are_dropped_in_time()
    {
        using var temporary = new TemporaryState();
        var metrics = temporary.State!.Metrics;
        for (var i = 0; i < 2050; i++)
        {
            metrics.Append(Key, "run", new Value.Integer(i));
        }

        var kept = metrics.Last(Key, int.MaxValue);
        Assert.InRange(kept.Length, MetricHistory.Kept, 1100);
        Assert.Equal(new Value.Integer(2049), kept[^1]);
    }
}
