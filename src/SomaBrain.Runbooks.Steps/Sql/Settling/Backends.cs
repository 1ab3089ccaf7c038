using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Settling;

/// <summary>Sessions of a run that was broken off: a server goes on with a statement whose client is gone.</summary>
internal static class Backends
{
    /// <summary>Null when it is gone. A start that this role may not see counts as the same: who cannot tell waits.</summary>
    public static Task<Settlement.AtWork?> FindAsync(SqlSession session, int pid, DateTimeOffset start, CancellationToken ct) => AskAsync(
        session, "a.pid OPERATOR(pg_catalog.=) $1 AND coalesce(a.backend_start OPERATOR(pg_catalog.=) $2, true)", ct,
        new() { Value = pid }, new() { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });

    /// <summary>By the name that a step gives its session. One that is idle counts, too: it has not read yet that its client is gone.</summary>
    public static Task<Settlement.AtWork?> FindAsync(SqlSession session, string applicationName, CancellationToken ct) => AskAsync(
        session, "a.application_name OPERATOR(pg_catalog.=) $1 AND a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()", ct, new NpgsqlParameter { Value = applicationName });

    private static async Task<Settlement.AtWork?> AskAsync(SqlSession session, string which, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand($"SELECT a.pid, coalesce(a.state, 'state unknown') FROM pg_catalog.pg_stat_get_activity(NULL) a WHERE {which} LIMIT 1", session.Connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var found = reader.GetInt32(0);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"session {found} ({reader.GetString(1)}) on {session.Server.Address}"),
            string.Create(CultureInfo.InvariantCulture, $"`SELECT pg_terminate_backend({found})`"))
        {
            End = token => EndAsync(session, found, token),
        };
    }

    private static async ValueTask EndAsync(SqlSession session, int pid, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_terminate_backend($1)", session.Connection);
            command.Parameters.Add(new() { Value = pid });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException)
        {
            // This role may not: it is still at work, and the next look says so.
        }
    }
}
