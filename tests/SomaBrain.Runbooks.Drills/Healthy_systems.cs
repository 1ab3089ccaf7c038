using System.Globalization;

namespace SomaBrain.Runbooks.Drills;

public sealed class Healthy_systems
{
    /// <summary>Under `./build soak` the health check and `verify` look 200 times each.</summary>
    private static readonly int Factor = int.TryParse(Environment.GetEnvironmentVariable("SOAK_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1;

    [Fact]
    public void A_healthy_system_at_work_alarms_nobody()
    {
        using var folder = new TempFolder();
        var drill = File.ReadAllText(Repository.At("tests/SomaBrain.Runbooks.Drills/Cases/healthy.drill.yaml"))
            .Replace("../../../playbooks", Repository.At("playbooks"), StringComparison.Ordinal)
            .Replace("times: 2", $"times: {2 * Factor}", StringComparison.Ordinal);
        folder.Write("healthy.drill.yaml", drill);
        Drilling.Run(TimeSpan.FromMinutes(15 * Factor), "drill", folder["healthy.drill.yaml"]).Exits(0);
    }
}
