using Npgsql;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>The table to which each step adds its row, over a connection that is opened again when its server was away.</summary>
internal sealed class Ledger(Func<Task<NpgsqlConnection>> open) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public Task ForgetAsync() => AskAsync("DELETE FROM ledger; SELECT ''");

    public async Task<string[]> RowsAsync() =>
        (await AskAsync("SELECT coalesce(string_agg(step, ','), '') FROM ledger")).Split(',', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    private async Task<string> AskAsync(string sql)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                _connection ??= await open();
                await using var command = new NpgsqlCommand(sql, _connection);
                return (string)(await command.ExecuteScalarAsync())!;
            }
            catch (NpgsqlException) when (tries == 0)
            {
                await DisposeAsync(); // the server was stopped since
            }
        }
    }
}
