using Npgsql;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>Other people's sessions, which commit all the while: a transaction number that a crash frees is theirs at once.</summary>
internal sealed class Bystanders : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _writing;

    public Bystanders(ScratchServer server, string database) => _writing = [.. Enumerable.Range(0, 2).Select(_ => WriteAsync(server, database))];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_writing);
        _end.Dispose();
    }

    private async Task WriteAsync(ScratchServer server, string database)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await using var connection = await server.OpenAsync(database, "postgres", _end.Token);
                while (!_end.IsCancellationRequested)
                {
                    await using var command = new NpgsqlCommand("INSERT INTO others SELECT 1", connection);
                    await command.ExecuteNonQueryAsync(_end.Token);
                }
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                await Task.Delay(10); // the server is down for a moment
            }
        }
    }
}
