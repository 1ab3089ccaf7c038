using Npgsql;
using SomaBrain.Runbooks.Scratch;
using SomaBrain.Runbooks.Shared;

[assembly: AssemblyFixture(typeof(ScratchFixture))]

namespace SomaBrain.Runbooks.Shared;

/// <summary>
/// One PostgreSQL with the sample database for all tests of an assembly: take it as a constructor parameter. What a test writes,
/// others see; <see cref="NewDatabaseAsync"/> gives a database of its own.
/// </summary>
public sealed class ScratchFixture : IAsyncLifetime
{
    private ScratchCluster? _cluster;
    private int _databases;

    /// <summary>Shared by all test runs of this user, so that only the first one waits for initdb.</summary>
    public static string StateDirectory { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "runbook-tests");

    public ScratchCluster Cluster => _cluster ?? throw new InvalidOperationException("the fixture has not been started");

    public async ValueTask InitializeAsync()
    {
        _cluster = await ScratchCluster.StartAsync(new() { StateDirectory = StateDirectory }, CancellationToken.None);
    }

    /// <summary>An empty database, owned by <c>postgres</c>; its name.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await Cluster.Primary.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0", "postgres", "postgres", CancellationToken.None);
        return name;
    }

    /// <summary>A connection as superuser to <c>somabrain</c> or another database.</summary>
    public Task<NpgsqlConnection> OpenAsync(string? database = null) =>
        Cluster.Primary.OpenAsync(database ?? Cluster.Database, "postgres", CancellationToken.None);

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
