using Npgsql;
using SomaBrain.Runbooks.Cli.Tests.Faults;
using SomaBrain.Runbooks.Scratch;

[assembly: AssemblyFixture(typeof(FaultServer))]

namespace SomaBrain.Runbooks.Cli.Tests.Faults;

/// <summary>
/// One empty server for all tests of faults, on a socket and on a port of loopback that wants a password. Role `guarded` has the
/// password `geheim-4711`, role `limited` may nothing.
/// </summary>
public sealed class FaultServer : IAsyncLifetime
{
    public const string Password = "geheim-4711";

    /// <summary>Shared by all test runs of this user, so that only the first one waits for initdb.</summary>
    private static readonly string Shared = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "runbook-tests");

    private ScratchCluster? _cluster;
    private int _databases;

    public ScratchCluster Cluster => _cluster ?? throw new InvalidOperationException("the fixture has not been started");

    public ScratchServer Server => Cluster.Primary;

    public string Host => Server.Host;

    public int Port => Server.Port;

    public static ScratchOptions Options { get; } =
        new() { StateDirectory = Shared, Content = ScratchContent.Empty, TcpPort = 0, Patience = TimeSpan.FromMinutes(2) };

    public async ValueTask InitializeAsync()
    {
        _cluster = await ScratchCluster.StartAsync(Options, CancellationToken.None);
        await ExecuteAsync($"CREATE ROLE guarded LOGIN PASSWORD '{Password}'; CREATE ROLE limited LOGIN");
    }

    public string Target(string database = "postgres", string user = "postgres") => $"host={Host} port={Port} user={user} dbname={database}";

    public string OverTcp(string password) => $"host=127.0.0.1 port={Port} user=guarded dbname=postgres password={password}";

    /// <summary>An empty database with the table `done (step text)`, which gets a row for each write that took place.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"faults_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        await ExecuteAsync("CREATE TABLE done (step text)", name);
        return name;
    }

    /// <summary>A database that no other run locks.</summary>
    public string NewTarget() => Target(NewDatabaseAsync().GetAwaiter().GetResult());

    public Task ExecuteAsync(string sql, string database = "postgres") => Server.ExecuteAsync(sql, database, "postgres", CancellationToken.None);

    public Task<NpgsqlConnection> OpenAsync(string database) => Server.OpenAsync(database, "postgres", CancellationToken.None);

    /// <summary>The steps whose writes took place, in order.</summary>
    public async Task<string> DoneAsync(string database) =>
        (string)(await AskAsync("SELECT coalesce(string_agg(step, ' ' ORDER BY ctid), '') FROM done", database))!;

    /// <summary>Whether a session of the program is at work on a statement that holds the text.</summary>
    public bool IsBusyWith(string text, string database) =>
        (long)AskAsync($"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND datname = '{database}' AND query LIKE '%{text}%'", "postgres")
            .GetAwaiter().GetResult()! > 0;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private async Task<object?> AskAsync(string sql, string database)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
