using System.Collections.Immutable;
using Npgsql;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Saving;
using SomaBrain.Runbooks.Steps.Sql.Failing;
using SomaBrain.Runbooks.Steps.Sql.Saving;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>Reads rows as text with their type, so that every digit is kept.</summary>
internal static class ResultReader
{
    private const int MostRows = 10_000;
    private const long MostBytes = 16L << 20;

    /// <param name="batch">What is read; cancelled on the server when it gives too much, as the rest would have to be read otherwise.</param>
    /// <param name="reader">Reads sequentially, so that a value that is too large is never in memory.</param>
    /// <param name="file">Where the rows go instead of into the result.</param>
    /// <exception cref="SaveFailure">The file cannot be written. The session is of no use any more.</exception>
    /// <exception cref="ResultTooLarge">More than a result without `save` may hold. The session is of no use any more.</exception>
    public static async Task<StatementResult> ReadAsync(NpgsqlBatch batch, NpgsqlDataReader reader, ParseResult facts, SqlSession session, IRowSink? file, CancellationToken ct)
    {
        var columns = Columns(reader, session);
        var rows = ImmutableArray.CreateBuilder<Value>();
        var (bytes, saved) = (0L, 0L);
        Begin(batch, file, columns);
        while (await reader.ReadAsync(ct))
        {
            if (rows.Count == MostRows)
            {
                batch.Cancel();
                throw new ResultTooLarge("10,000 rows");
            }

            var fields = ImmutableArray.CreateBuilder<Field>(columns.Length);
            for (var i = 0; i < columns.Length; i++)
            {
                if (await reader.IsDBNullAsync(i, ct))
                {
                    fields.Add(new(columns[i].Name, new Value.Null(columns[i].SqlType)));
                    continue;
                }

                bytes += reader.GetBytes(i, 0, null, 0, 0);
                if (bytes > MostBytes && file is null)
                {
                    batch.Cancel();
                    throw new ResultTooLarge("16 MiB");
                }

                var text = await reader.GetFieldValueAsync<string>(i, ct); // never the synchronous one: it waits on a thread of the pool for the pool
                fields.Add(new(columns[i].Name, new Value.Cell(text, columns[i].SqlType, CellReader.Scalar(text, columns[i].Oid))));
            }

            var row = new Value.Row(fields.MoveToImmutable());
            if (file is null)
            {
                rows.Add(row);
                continue;
            }

            Save(batch, () => file.Add(row));
            saved++;
        }

        var fills = columns.IsEmpty && facts is ParsedStatement { Kind: "CreateTableAsStmt" or "SelectStmt" };
        var affected = fills ? (long)batch.BatchCommands[^1].Rows : Math.Max(0, reader.RecordsAffected); // `SELECT 4` is what the server says of a table it has filled
        return new(columns, rows.ToImmutable(), affected, affected > 0 || !OnlyCounts(facts)) { Count = rows.Count + saved, CountsRows = fills || reader.RecordsAffected >= 0 || !columns.IsEmpty };
    }

    private static void Begin(NpgsqlBatch batch, IRowSink? file, ImmutableArray<ResultColumn> columns)
    {
        if (file is not null)
        {
            Save(batch, () => file.Begin(columns.Select(column => column.Name)));
        }
    }

    private static void Save(NpgsqlBatch batch, Action write)
    {
        try
        {
            write();
        }
        catch (SaveFailure)
        {
            batch.Cancel();
            throw;
        }
    }

    /// <summary>One change and nothing else: no row means nothing happened. What a WITH did beside it, the server does not count.</summary>
    private static bool OnlyCounts(ParseResult facts) =>
        facts is ParsedStatement { Kind: "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt", Changes: 1, SideEffects: [] };

    private static ImmutableArray<ResultColumn> Columns(NpgsqlDataReader reader, SqlSession session)
    {
        var columns = ImmutableArray.CreateBuilder<ResultColumn>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var oid = reader.GetDataTypeOID(i);
            columns.Add(new(reader.GetName(i), oid, CellReader.SqlType(oid) ?? session.Types.Find(oid)));
        }

        return columns.MoveToImmutable();
    }
}
