using Npgsql;
using SomaBrain.Runbooks.Steps.Sql.Running;

namespace SomaBrain.Runbooks.Steps.Sql.Sessions;

/// <summary>Names of types that are not built in, asked of the server once a session.</summary>
internal sealed class TypeNames
{
    private readonly Dictionary<uint, string?> _names = [];
    private readonly HashSet<uint> _asked = [];

    /// <summary>As it can stand after `::`; null when it is not known yet (<see cref="NameAsync"/>) or cannot be named.</summary>
    public string? Find(uint oid)
    {
        if (_names.TryGetValue(oid, out var name))
        {
            return name;
        }

        _asked.Add(oid);
        return null;
    }

    /// <summary>The same result, each column under its type's name; asks the server for the names that are not known yet.</summary>
    public async Task<StatementResult> NameAsync(StatementResult result, NpgsqlConnection connection, CancellationToken ct)
    {
        if (_asked.Count == 0)
        {
            return result;
        }

        await LearnAsync(connection, ct);
        return result.Typed(Find);
    }

    // What cannot be named is a record without a type of its own; all other pseudo-types (void, cstring) are text to a client.
    private async Task LearnAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT t.oid::pg_catalog.int8,
                   CASE WHEN t.typname OPERATOR(pg_catalog.=) ANY ('{record,_record}'::pg_catalog.name[]) AND t.typtype OPERATOR(pg_catalog.=) 'p' THEN NULL
                        WHEN t.typtype OPERATOR(pg_catalog.=) 'p' THEN 'pg_catalog.text'
                        ELSE pg_catalog.quote_ident(n.nspname) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(t.typname) END
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
            WHERE t.oid::pg_catalog.int8 OPERATOR(pg_catalog.=) ANY (pg_catalog.string_to_array($1, ',')::pg_catalog.int8[])
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
            _names[(uint)reader.GetInt64(0)] = await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1);
        }
    }
}
