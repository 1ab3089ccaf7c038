using Npgsql;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>Makes the database the playbooks look after, and fills it.</summary>
internal static class SomaBrainDatabase
{
    public const string Name = "somabrain";
    public const string Owner = "soma";

    public static string Schema { get; } = Read();

    public static async Task CreateAsync(ScratchServer server, CancellationToken ct)
    {
        await server.ExecuteAsync($"CREATE ROLE {Owner} LOGIN", "postgres", "postgres", ct);
        await server.ExecuteAsync($"CREATE DATABASE {Name} OWNER {Owner} TEMPLATE template0 ENCODING 'UTF8'", "postgres", "postgres", ct);
        await server.ExecuteAsync(Schema, Name, Owner, ct);
    }

    /// <summary>
    /// Rows up to this moment, so they cannot be part of a template. The same numbers give the same rows but for the moment they
    /// are counted back from; the arithmetic is ours, because PostgreSQL's hash functions may change with its version.
    /// </summary>
    public static async Task FillAsync(ScratchServer server, int audits, int events, CancellationToken ct)
    {
        await using var connection = await server.OpenAsync(Name, Owner, ct);
        await InsertAsync(connection, SampleRows.Audits, audits, ct);
        await InsertAsync(connection, SampleRows.Events, events, ct);
        await using var vacuum = new NpgsqlCommand("VACUUM (ANALYZE) audit_log, outbox_events", connection);
        await vacuum.ExecuteNonQueryAsync(ct);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string sql, int rows, CancellationToken ct)
    {
        await using var command = ScratchServer.Command(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = rows });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Read()
    {
        using var stream = typeof(SomaBrainDatabase).Assembly.GetManifestResourceStream("somabrain.sql")
            ?? throw new InvalidOperationException("somabrain.sql is not part of the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
