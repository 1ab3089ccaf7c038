using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using SomaBrain.Runbooks.Steps.Sql.Binding;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>
/// Statements sent in one round trip, each as a message of its own with positional parameters: so the server itself refuses
/// `SELECT 1; COMMIT`. Results come as text.
/// </summary>
internal static class TextBatch
{
    public static NpgsqlBatch Create(NpgsqlConnection connection)
    {
        var batch = connection.CreateBatch(); // the one before, when it was given back
        WantText(batch, true);
        return batch;
    }

    public static void Add(NpgsqlBatch batch, string sql) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));

    public static void Add(NpgsqlBatch batch, BoundStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var argument in statement.Arguments)
        {
            command.Parameters.Add(new() { Value = argument.Text is null ? DBNull.Value : argument.Text, NpgsqlDbType = NpgsqlDbType.Unknown });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>A question of our own.</summary>
    /// <param name="lists">Texts and nulls, each list as the server reads an array.</param>
    public static NpgsqlCommand Ask(NpgsqlConnection connection, string sql, params List<Value>[] lists)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var list in lists)
        {
            command.Parameters.Add(new() { Value = SqlArguments.Of(new Value.List([.. list]), out _)!.Text!, NpgsqlDbType = NpgsqlDbType.Unknown });
        }

        return command;
    }

    public static Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken ct) => batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);

    // Npgsql gives a command this switch, a batch only to itself; without it each read step would cost three round trips
    // instead of one. The version is pinned, and every test of a read step fails if it goes.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_AllResultTypesAreUnknown")]
    private static extern void WantText(NpgsqlBatch batch, bool value);
}
