using System.Diagnostics;
using Npgsql;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>Clients that work beside the playbook.</summary>
/// <param name="connection">For Npgsql.</param>
/// <param name="sql">Statements, sent as one.</param>
/// <param name="every">A pause after each turn.</param>
/// <param name="once">Executed once; the session stays open.</param>
internal sealed class Background(string connection, string sql, TimeSpan every, bool once) : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _clients = [];
    private readonly Lock _lock = new();

    public long Committed { get; private set; }

    public long Failed { get; private set; }

    public long Rows { get; private set; }

    /// <summary>The longest turn, in seconds.</summary>
    public double Longest { get; private set; }

    public string? LastProblem { get; private set; }

    /// <summary>Returns when all are connected; those that work once, also when they are done or wait for a lock.</summary>
    /// <exception cref="NpgsqlException">The first client cannot connect, or its statement fails.</exception>
    public async Task StartAsync(int clients, CancellationToken ct)
    {
        for (var i = 0; i < clients; i++)
        {
            var open = await OpenAsync(ct);
            var first = ExecuteAsync(open, _stop.Token);
            if (once)
            {
                await Task.WhenAny(first, Task.Delay(TimeSpan.FromSeconds(1), ct));
            }
            else
            {
                await first;
            }

            if (first.IsFaulted)
            {
                await open.DisposeAsync();
                await first;
            }

            _clients.Add(once ? HoldAsync(open, first) : RepeatAsync(open));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
        _stop.Dispose();
    }

    private async Task HoldAsync(NpgsqlConnection open, Task first)
    {
        await using (open)
        {
            try
            {
                await first;
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException or InvalidOperationException)
            {
                Fail(e);
            }
        }
    }

    private async Task RepeatAsync(NpgsqlConnection? open)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                open ??= await OpenAsync(_stop.Token);
                await ExecuteAsync(open, _stop.Token);
                if (every > TimeSpan.Zero)
                {
                    await Task.Delay(every, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                Fail(e);
                if (open?.State != System.Data.ConnectionState.Open)
                {
                    await (open?.DisposeAsync() ?? default);
                    open = null;
                    await Task.Delay(Again, CancellationToken.None);
                }
            }
        }

        await (open?.DisposeAsync() ?? default);
    }

    private async Task ExecuteAsync(NpgsqlConnection open, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the drill's own statement, on a server that is thrown away
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
#pragma warning restore CA2100
        var rows = await command.ExecuteNonQueryAsync(ct);
        lock (_lock)
        {
            Committed++;
            Rows += Math.Max(0, rows);
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
    }

    private void Fail(Exception e)
    {
        if (e is not OperationCanceledException)
        {
            lock (_lock)
            {
                Failed++;
                LastProblem = e.Message;
            }
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var open = new NpgsqlSlimDataSourceBuilder(connection).Build();
        return await open.OpenConnectionAsync(ct);
    }
}
