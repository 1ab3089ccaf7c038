using Npgsql;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>Names of types that are not built in, asked of the server once a session.</summary>
internal sealed class TypeNames
{
    private readonly Dictionary<uint, string?> _names = [];
    private readonly HashSet<uint> _asked = [];

    /// <summary>As it can stand after `::`; null when it is not known yet (<see cref="LearnAsync"/>) or cannot be named.</summary>
    public string? Find(uint oid)
    {
        if (_names.TryGetValue(oid, out var name))
        {
            return name;
        }

        _asked.Add(oid);
        return null;
    }

    /// <summary>Whether <see cref="Find"/> was asked for a type it did not know.</summary>
    public bool HasOpen => _asked.Count > 0;

    public async Task LearnAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT t.oid::pg_catalog.int8, CASE WHEN t.typtype <> 'p' THEN pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) END
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid::pg_catalog.int8 = ANY (pg_catalog.string_to_array($1, ',')::pg_catalog.int8[])
            """,
            connection);
        command.Parameters.Add(new() { Value = string.Join(',', _asked), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        foreach (var oid in _asked)
        {
            _names[oid] = null;
        }

        _asked.Clear();
        while (await reader.ReadAsync(ct))
        {
            _names[(uint)reader.GetInt64(0)] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }
    }
}
