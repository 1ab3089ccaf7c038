using Npgsql;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

/// <summary>
/// A primary with one standby for all tests of the health check, which run one after the other: each breaks something and
/// mends it. Its roles: `health` has what the playbook asks for, `monitor` only pg_monitor, `blind` everything but that.
/// </summary>
public sealed class HealthServers : IAsyncLifetime
{
    private ScratchCluster? _cluster;

    public ScratchCluster Cluster => _cluster ?? throw new InvalidOperationException("the fixture has not been started");

    public ScratchServer Primary => Cluster.Primary;

    public ScratchServer Standby => Cluster.Standbys[0];

    public static string StateDirectory { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "runbook-tests");

    public async ValueTask InitializeAsync()
    {
        // Small buffers, so that a table of some megabytes does not fit; no autovacuum, so that nothing reads but the test.
        _cluster = await ScratchCluster.StartAsync(
            new() { StateDirectory = StateDirectory, Settings = ["max_connections = 60", "shared_buffers = 4MB", "autovacuum = off"] }, CancellationToken.None);
        await DoAsync(
            """
            CREATE ROLE health LOGIN; GRANT pg_monitor TO health; GRANT SELECT ON audit_log, outbox_events TO health;
            CREATE ROLE monitor LOGIN; GRANT pg_monitor TO monitor;
            CREATE ROLE blind LOGIN; GRANT SELECT ON audit_log, outbox_events TO blind;
            """);
        await DoAsync("CREATE DATABASE hardened");
        await DoAsync("REVOKE CONNECT ON DATABASE hardened FROM PUBLIC");
        await Cluster.AddStandbyAsync(CancellationToken.None);
        await StandbyFollowsAsync();
    }

    /// <summary>As superuser on the primary.</summary>
    public Task DoAsync(string sql) => Primary.ExecuteAsync(sql, "somabrain", "postgres", CancellationToken.None);

    public Task<NpgsqlConnection> OpenAsync() => Primary.OpenAsync("somabrain", "postgres", CancellationToken.None);

    /// <summary>Waits until the standby streams and has replayed all there is.</summary>
    public async Task StandbyFollowsAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn >= pg_current_wal_lsn()", connection);
        while (await command.ExecuteScalarAsync() is not 1L)
        {
            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
