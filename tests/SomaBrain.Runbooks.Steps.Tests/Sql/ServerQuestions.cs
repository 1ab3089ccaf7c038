using Npgsql;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What a test asks the server itself.</summary>
internal static class ServerQuestions
{
    public static async Task<string> ScalarAsync(this ScratchServer server, string sql)
    {
        await using var connection = await server.OpenAsync("postgres", "postgres", CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<string[]> NormalizedAsync(this ScratchServer server, string[] texts)
    {
        await using var connection = await server.OpenAsync("postgres", "postgres", CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT string_agg(normalize(t, NFKC), E'\\x1f' ORDER BY n) FROM unnest(string_to_array($1, E'\\x1f')) WITH ORDINALITY AS x(t, n)", connection)
        {
            Parameters = { new() { Value = string.Join('\u001f', texts) } },
        };
        return ((string)(await command.ExecuteScalarAsync())!).Split('\u001f');
    }
}
