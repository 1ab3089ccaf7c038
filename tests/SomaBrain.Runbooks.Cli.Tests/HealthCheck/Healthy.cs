using System.Text.RegularExpressions;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

public sealed partial class Healthy(HealthServers servers) : HealthTests(servers)
{
    [Fact]
    public void A_healthy_primary_passes_for_a_role_of_least_privilege()
    {
        var result = Check("-p", "replicas=1");
        NoWarning(result);
        result.Says("replication_lag standby1 socket 0 s").Says("audit_log soma, outbox_events soma").Says("disk_used").Prints("Nothing was changed");
    }

    [Fact]
    public void A_superuser_sees_the_same() => NoWarning(Check(Servers.Primary, "postgres"));

    [Fact]
    public void A_healthy_standby_passes()
    {
        var result = Check(Servers.Standby, "health");
        NoWarning(result);
        result.Says("role standby").Says("replication_lag 0 s");
    }

    [Fact]
    public void A_scratch_server_passes() => NoWarning(CheckAt("scratch"));

    [Fact]
    public async Task A_database_without_a_row_passes()
    {
        await using var empty = await ScratchCluster.StartAsync(
            new() { StateDirectory = HealthServers.StateDirectory, Content = ScratchContent.Schema }, TestContext.Current.CancellationToken);
        NoWarning(CheckAt(empty.ConnectionString));
    }

    [Fact]
    public void Nagios_gets_one_line_with_performance_data()
    {
        var lines = Check("--format", "nagios").Exits(0).Output.TrimEnd().Split('\n');
        var line = Assert.Single(lines);
        Assert.StartsWith("RUNBOOK OK - ", line, StringComparison.Ordinal);
        Assert.Matches(@" \| .*connections=\d+(\.\d+)?%;80;90 ", line);
        Assert.Matches(@"audits_last_hour=\d+ ", line);
    }

    [Fact]
    public void Prometheus_gets_a_valid_page()
    {
        var lines = Check("--format", "prometheus").Exits(0).Output.TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.Matches(Exposition(), line));
        Assert.Contains(lines, line => line.StartsWith("runbook_connections_ratio{playbook=\"health-check\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dry_run_asks_the_same_questions() => Check("--dry-run").Exits(0);

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?\d+(\.\d+)?)$""")]
    private static partial Regex Exposition();
}
