using Npgsql;

namespace SomaBrain.Runbooks.Steps.Targets.Facts;

/// <summary>Asks a server for its <see cref="TargetFacts"/>.</summary>
public static class FactsQuery
{
    // Operators are qualified here as everywhere: who sets the search_path of a database must not choose what the run calls.
    // current_setting and pg_walfile_name are checked when they run, so CASE keeps them away from a role or server that cannot have them.
    private const string Open = """
        SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4,
               pg_catalog.pg_is_in_recovery(),
               pg_catalog.current_database()::pg_catalog.text,
               session_user::pg_catalog.text,
               CASE WHEN NOT pg_catalog.pg_is_in_recovery()
                    THEN ('x' OPERATOR(pg_catalog.||) pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::pg_catalog.bit(32)::pg_catalog.int4 END,
               pg_catalog.pg_postmaster_start_time(),
               CASE WHEN pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE') THEN pg_catalog.current_setting('data_directory') END,
               pg_catalog.pg_backend_pid(),
               (SELECT a.backend_start FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()) a),
               (SELECT b.stats_reset FROM pg_catalog.pg_stat_bgwriter b),
               pg_catalog.current_setting('client_connection_check_interval', true) IS NOT NULL,
               pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
                   AND pg_catalog.has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE'),
               pg_catalog.current_setting('default_transaction_read_only')::pg_catalog.bool
        """;

    // The right to execute is checked before any CASE runs, hence a second question, and only where it is allowed.
    private const string Control = """
        SELECT s.system_identifier::pg_catalog.text, c.timeline_id FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c
        """;

    /// <summary>Reads them on an open connection that is in no transaction.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public static async Task<TargetFacts> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (facts, mayAskMore) = await ReadOpenAsync(connection, ct);
        if (!mayAskMore)
        {
            return facts;
        }

        await using var command = new NpgsqlCommand(Control, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return facts with { SystemIdentifier = reader.GetString(0), Timeline = facts.Timeline ?? reader.GetInt32(1) };
    }

    private static async Task<(TargetFacts Facts, bool MayAskMore)> ReadOpenAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Open, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var facts = new TargetFacts
        {
            VersionNumber = reader.GetInt32(0),
            InRecovery = reader.GetBoolean(1),
            Database = reader.GetString(2),
            SessionUser = reader.GetString(3),
            Timeline = await reader.IsDBNullAsync(4, ct) ? null : reader.GetInt32(4),
            PostmasterStart = await reader.GetFieldValueAsync<DateTimeOffset>(5, ct),
            DataDirectory = await reader.IsDBNullAsync(6, ct) ? null : reader.GetString(6),
            BackendPid = reader.GetInt32(7),
            BackendStart = await reader.GetFieldValueAsync<DateTimeOffset>(8, ct),
            StatsReset = await reader.IsDBNullAsync(9, ct) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(9, ct),
            CanCheckClient = reader.GetBoolean(10),
            ReadsOnly = reader.GetBoolean(12),
        };
        return (facts, reader.GetBoolean(11));
    }
}
