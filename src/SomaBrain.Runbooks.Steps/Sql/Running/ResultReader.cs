using System.Collections.Immutable;
using Npgsql;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Running;

/// <summary>Reads rows as text with their type, so that every digit is kept.</summary>
internal static class ResultReader
{
    private const int MostRows = 10_000;
    private const long MostBytes = 16L << 20;

    /// <exception cref="ResultTooLarge">More than a result without `save` may hold.</exception>
    public static async Task<StatementResult> ReadAsync(NpgsqlDataReader reader, ParseResult facts, SqlSession session, CancellationToken ct)
    {
        var columns = Columns(reader, session);
        var rows = ImmutableArray.CreateBuilder<Value>();
        var bytes = 0L;
        while (await reader.ReadAsync(ct))
        {
            var fields = ImmutableArray.CreateBuilder<Field>(columns.Length);
            for (var i = 0; i < columns.Length; i++)
            {
                if (reader.IsDBNull(i))
                {
                    fields.Add(new(columns[i].Name, Value.Null.Instance));
                    continue;
                }

                var text = reader.GetString(i);
                bytes += text.Length;
                fields.Add(new(columns[i].Name, new Value.Cell(text, columns[i].SqlType, CellReader.Scalar(text, columns[i].Oid))));
            }

            rows.Add(new Value.Row(fields.MoveToImmutable()));
            if (rows.Count > MostRows || bytes > MostBytes)
            {
                throw new ResultTooLarge(rows.Count > MostRows ? "10,000 rows" : "16 MiB");
            }
        }

        var isChange = facts is ParsedStatement { Kind: "InsertStmt" or "UpdateStmt" or "DeleteStmt" or "MergeStmt" };
        var affected = Math.Max(0, reader.RecordsAffected);
        return new(rows.ToImmutable(), affected, !isChange || affected > 0);
    }

    private static ImmutableArray<(string Name, uint Oid, string? SqlType)> Columns(NpgsqlDataReader reader, SqlSession session)
    {
        var columns = ImmutableArray.CreateBuilder<(string, uint, string?)>(reader.FieldCount);
        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var name = reader.GetName(i);
            if (!names.Add(name))
            {
                throw new ColumnTwice(name);
            }

            var oid = reader.GetDataTypeOID(i);
            columns.Add((name, oid, CellReader.SqlType(oid) ?? session.Types.Find(oid)));
        }

        return columns.MoveToImmutable();
    }
}
