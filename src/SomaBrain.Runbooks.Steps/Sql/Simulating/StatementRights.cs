using Npgsql;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.PgQuery.Locks;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Simulating;

/// <summary>Whether the role may do to the tables what a statement does: the server looks at that only when it runs it.</summary>
internal static class StatementRights
{
    /// <summary>A right to one column may be enough; without that none is.</summary>
    private const string Query = """
        SELECT pg_catalog.concat('`', current_user, '` may not ', u.what, ' ', pg_catalog.to_regclass(u.name))
        FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS u (name, what)
        WHERE NOT CASE WHEN u.what OPERATOR(pg_catalog.=) 'DELETE' THEN pg_catalog.has_table_privilege(pg_catalog.to_regclass(u.name), u.what)
                              ELSE pg_catalog.has_any_column_privilege(pg_catalog.to_regclass(u.name), u.what) END
        LIMIT 1
        """;

    /// <summary>For the transaction that has parsed it: all that it names is there. Null when nothing can be told beforehand.</summary>
    public static NpgsqlCommand? Ask(ParsedStatement statement, SqlSession session)
    {
        List<Value> names = [];
        List<Value> rights = [];
        foreach (var one in statement.Locks)
        {
            if ((one.Mode == LockMode.RowExclusive ? OfChange(statement) : "SELECT") is { } right)
            {
                names.Add(new Value.Text(one.Schema is null ? Quoted(one.Name) : $"{Quoted(one.Schema)}.{Quoted(one.Name)}"));
                rights.Add(new Value.Text(right));
            }
        }

        return names.Count == 0 ? null : TextBatch.Ask(session.Connection, Query, names, rights);
    }

    /// <summary>Of several changes in one statement nobody says here which table is whose.</summary>
    private static string? OfChange(ParsedStatement statement) => (statement.Changes, statement.Kind) switch
    {
        (1, "InsertStmt") => "INSERT",
        (1, "UpdateStmt") => "UPDATE",
        (1, "DeleteStmt") => "DELETE",
        _ => null,
    };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
