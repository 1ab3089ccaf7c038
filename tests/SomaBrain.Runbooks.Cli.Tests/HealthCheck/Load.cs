using Npgsql;

namespace SomaBrain.Runbooks.Cli.Tests.HealthCheck;

/// <summary>Sessions that go on until the test ends.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<NpgsqlConnection> _connections = [];
    private readonly List<Task> _running = [];
    private HealthServers? _servers;

    /// <summary>Sessions that do nothing.</summary>
    public async Task<Load> IdleAsync(HealthServers servers, int count)
    {
        _servers = servers;
        for (var i = 0; i < count; i++)
        {
            _connections.Add(await servers.OpenAsync());
        }

        return this;
    }

    /// <summary>A session that has run a statement, and keeps the transaction open where the statement began one.</summary>
    public async Task<Load> DoneAsync(HealthServers servers, string sql)
    {
        await IdleAsync(servers, 1);
        await using var command = new NpgsqlCommand(sql, _connections[^1]);
        await command.ExecuteNonQueryAsync();
        return this;
    }

    /// <summary>Sessions that run a statement again and again.</summary>
    public async Task<Load> RunningAsync(HealthServers servers, int count, string sql)
    {
        await IdleAsync(servers, count);
        _running.AddRange(_connections.TakeLast(count).Select(connection => Task.Run(() => AgainAsync(connection, sql))));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        var sessions = _connections.ConvertAll(connection => connection.ProcessID);
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        _end.Dispose();
        await GoneAsync(sessions);
    }

    /// <summary>A server takes its time to see that a client has gone, and the next test counts connections.</summary>
    private async Task GoneAsync(List<int> sessions)
    {
        await using var connection = await _servers!.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_stat_activity WHERE pid IN ({string.Join(", ", sessions)})", connection);
        while (await command.ExecuteScalarAsync() is not 0L)
        {
            await Task.Delay(20);
        }
    }

    private async Task AgainAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(_end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
