using System.Globalization;
using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Connecting;

namespace SomaBrain.Runbooks.Steps.Locks;

/// <summary>The connection that has a target's locks, and nothing else: while it lasts, they do.</summary>
internal sealed class LockSession(ServerConnection connection) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public int Pid { get; } = connection.Facts.BackendPid;

    public string Server => connection.Address.ToString();

    /// <summary>A server of a client that is gone notices within half a minute; one whose client is idle does not mind.</summary>
    public Task PrepareAsync(CancellationToken ct)
    {
        var idle = connection.Facts.VersionNumber >= 140_000 ? ", pg_catalog.set_config('idle_session_timeout', '0', false)" : "";
        return ScalarAsync(
            $"SELECT pg_catalog.set_config('tcp_keepalives_idle', '15', false), pg_catalog.set_config('tcp_keepalives_interval', '5', false), pg_catalog.set_config('tcp_keepalives_count', '3', false){idle}", ct);
    }

    /// <summary>
    /// Whether something between here and the server gives the session of an idle client to others. A pooler is known by the key
    /// that it makes up for cancelling; what it does with sessions by asking twice, and from a second client while this one is idle.
    /// </summary>
    public async Task<bool> IsSharedAsync(Func<CancellationToken, Task<ConnectOutcome>> connect, CancellationToken ct)
    {
        if (connection.Session.ProcessID == Pid)
        {
            return false;
        }

        if (await PidAsync(ct) != Pid)
        {
            return true;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            if (await connect(limit.Token) is not ConnectOutcome.Opened { Connection: var second })
            {
                return false; // no room for a second one: a session for each client
            }

            await using (second)
            {
                return second.Facts.BackendPid == Pid || await PidAsync(ct) != Pid;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public async Task<bool> TryAsync(LockKey key, CancellationToken ct) =>
        await ScalarAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_catalog.pg_try_advisory_lock({key.Number})"), ct) is true;

    /// <summary>Who has the lock; null when nobody has it any more.</summary>
    public Task<(int Pid, string ApplicationName)?> HolderAsync(LockKey key, CancellationToken ct) => HolderAsync(connection.Session, key, ct);

    /// <summary>The same, asked over any session of that database.</summary>
    public static async Task<(int Pid, string ApplicationName)?> HolderAsync(NpgsqlConnection session, LockKey key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT l.pid, coalesce(a.application_name, '')
                  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
                 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted AND l.objsubid OPERATOR(pg_catalog.=) 1 AND l.classid OPERATOR(pg_catalog.=) {key.High} AND l.objid OPERATOR(pg_catalog.=) {key.Low}
                   AND l.database OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
                """),
            session);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt32(0), reader.GetString(1)) : null;
    }

    /// <summary>Ends the session of another process; false when that is not allowed.</summary>
    public async Task<bool> EndAsync(int pid, CancellationToken ct)
    {
        try
        {
            return await ScalarAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_catalog.pg_terminate_backend({pid})"), ct) is true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    /// <summary>Why the locks are gone; null while they are held.</summary>
    public async Task<string?> LostAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return await PidAsync(limit.Token) == Pid ? null : "its session is another's now";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the server did not answer within {Patience.TotalSeconds} s");
        }
        catch (PostgresException said)
        {
            return said.MessageText;
        }
        catch (Exception e) when (e is not OperationCanceledException && IsExpected(e))
        {
            return "its connection is gone";
        }
    }

    /// <summary>What can happen to a connection.</summary>
    public bool IsExpected(Exception e) => e is NpgsqlException || connection.Session.State != System.Data.ConnectionState.Open;

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<int> PidAsync(CancellationToken ct) => (int)(await ScalarAsync("SELECT pg_catalog.pg_backend_pid()", ct))!;

    private async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection.Session);
        return await command.ExecuteScalarAsync(ct);
    }
}
