using Npgsql;
using SomaBrain.Runbooks.Steps.Sql.Sessions;

namespace SomaBrain.Runbooks.Steps.Sql.Secrecy;

/// <summary>
/// Keeps a statement that carries a secret out of the server's log, its statistics and the list of activities, as far as the
/// role may do that: most of these settings take a superuser or, from PostgreSQL 15 on, a granted SET.
/// </summary>
internal static class ServerLogs
{
    /// <summary>Each setting with the value that tells nothing, and whether it shows parameters (p), the text (t) or neither by itself (-).</summary>
    private const string Settings = """
        (VALUES ('log_statement', 'none', 'p'), ('log_min_duration_statement', '-1', 'p'), ('log_min_duration_sample', '-1', 'p'),
                ('log_transaction_sample_rate', '0', 'p'), ('auto_explain.log_min_duration', '-1', 'p'),
                ('log_min_error_statement', 'panic', 't'), ('track_activities', 'off', 't'),
                ('pg_stat_statements.track', 'none', 't'), ('pg_stat_statements.track_utility', 'off', '-'),
                ('log_min_messages', 'fatal', '-'), ('log_parameter_max_length', '0', '-'), ('log_parameter_max_length_on_error', '0', '-'),
                ('debug_print_parse', 'off', '-'), ('debug_print_rewritten', 'off', '-'), ('debug_print_plan', 'off', '-')) AS v (name, quiet, shows)
        JOIN pg_catalog.pg_settings s ON s.name OPERATOR(pg_catalog.=) v.name
        """;

    /// <param name="local">For this transaction only.</param>
    public static string Silence(SqlSession session, bool local) =>
        $"SELECT pg_catalog.set_config(s.name, v.quiet, {(local ? "true" : "false")}) FROM {Settings} WHERE {May(session)}";

    /// <summary>After a statement outside a transaction.</summary>
    public static string Restore(SqlSession session) =>
        $"SELECT pg_catalog.set_config(s.name, s.reset_val, false) FROM {Settings} WHERE {May(session)}";

    /// <summary>What the server would show of the secret all the same; null when nothing.</summary>
    public static async Task<string?> ShownByAsync(SqlSession session, SecretPlace place, CancellationToken ct)
    {
        var shows = place == SecretPlace.Text ? "{p,t}" : "{p}";
        await using var command = new NpgsqlCommand(
            $"SELECT pg_catalog.string_agg(s.name, ', ' ORDER BY s.name) FROM {Settings} WHERE v.shows OPERATOR(pg_catalog.=) ANY ('{shows}'::pg_catalog.text[]) AND s.setting OPERATOR(pg_catalog.<>) v.quiet AND NOT ({May(session)})", session.Connection);
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private static string May(SqlSession session) => session.Facts.VersionNumber >= 150_000
        ? "s.context OPERATOR(pg_catalog.=) 'user' OR pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on' OR pg_catalog.has_parameter_privilege(s.name, 'SET')"
        : "s.context OPERATOR(pg_catalog.=) 'user' OR pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on'";
}
