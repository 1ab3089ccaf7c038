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
    /// <summary>Who is not done by then waits for a lock, as is often meant.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(1);

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
        List<(NpgsqlConnection Open, Task First)> begun = [];
        for (var i = 0; i < clients; i++)
        {
            var open = await OpenAsync(ct);
            begun.Add((open, ExecuteAsync(open, _stop.Token)));
        }

        var all = Task.WhenAll(begun.Select(client => client.First));
        await Task.WhenAny(all, Task.Delay(Waits, ct));
        _clients.AddRange(begun.Select(client => once ? HoldAsync(client.Open, client.First) : RepeatAsync(client.Open, client.First)));
        if (begun.Find(client => client.First.IsFaulted).First is { } failed)
        {
            await failed;
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

    private async Task RepeatAsync(NpgsqlConnection? open, Task? first)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                open ??= await OpenAsync(_stop.Token);
                await (first ?? ExecuteAsync(open, _stop.Token));
                first = null;
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
                first = null;
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
