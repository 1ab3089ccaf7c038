using Npgsql;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.Steps.Sql.Running;
using SomaBrain.Runbooks.Steps.Sql.Sessions;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Sql.Simulating;

/// <summary>
/// The functions that are not PostgreSQL's own and that statements call, by name or through a view. READ ONLY binds them within their
/// transaction; one that connects elsewhere (dblink) writes there all the same. What an operator or a cast calls is not seen.
/// </summary>
internal static class CalledCode
{
    // 1255 is pg_proc, 1259 pg_class, 2618 pg_rewrite, 3079 pg_extension. Extensions that come with PostgreSQL and only look or compute are left out.
    private const string Query = """
        WITH RECURSIVE seen (class, oid) AS (
          SELECT 1255::pg_catalog.oid, p.oid
          FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) u (schema, name)
          JOIN pg_catalog.pg_proc p ON p.proname OPERATOR(pg_catalog.=) u.name JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
          WHERE coalesce(n.nspname OPERATOR(pg_catalog.=) u.schema, pg_catalog.pg_function_is_visible(p.oid))
        UNION
          SELECT 1259, c.oid
          FROM ROWS FROM (pg_catalog.unnest($3::pg_catalog.text[]), pg_catalog.unnest($4::pg_catalog.text[])) u (schema, name)
          JOIN pg_catalog.pg_class c ON c.relname OPERATOR(pg_catalog.=) u.name JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
          WHERE coalesce(n.nspname OPERATOR(pg_catalog.=) u.schema, pg_catalog.pg_table_is_visible(c.oid))
        UNION
          SELECT d.refclassid, d.refobjid
          FROM seen JOIN pg_catalog.pg_rewrite r ON seen.class OPERATOR(pg_catalog.=) 1259 AND r.ev_class OPERATOR(pg_catalog.=) seen.oid
          JOIN pg_catalog.pg_depend d ON d.classid OPERATOR(pg_catalog.=) 2618 AND d.objid OPERATOR(pg_catalog.=) r.oid AND d.refclassid OPERATOR(pg_catalog.=) ANY ('{1255,1259}'::pg_catalog.oid[]))
        SELECT pg_catalog.string_agg(DISTINCT '`' OPERATOR(pg_catalog.||) p.proname OPERATOR(pg_catalog.||) '`', ', ')
        FROM seen JOIN pg_catalog.pg_proc p ON seen.class OPERATOR(pg_catalog.=) 1255 AND p.oid OPERATOR(pg_catalog.=) seen.oid JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
        WHERE n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema}'::pg_catalog.name[]) AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid OPERATOR(pg_catalog.=) d.refobjid
          WHERE d.classid OPERATOR(pg_catalog.=) 1255 AND d.objid OPERATOR(pg_catalog.=) p.oid AND d.refclassid OPERATOR(pg_catalog.=) 3079
          AND e.extname OPERATOR(pg_catalog.=) ANY ('{pg_stat_statements,pgstattuple,pg_buffercache,pg_visibility,pg_freespacemap,pageinspect,amcheck,pgcrypto,pg_trgm,hstore,citext}'::pg_catalog.name[]))
        """;

    /// <summary>Their names; null of statements that call nothing but PostgreSQL's own.</summary>
    /// <param name="searchPath">Where the step has them looked for; null: where the server does.</param>
    public static async Task<string?> AskAsync(IEnumerable<ParseResult> statements, string? searchPath, SqlSession session)
    {
        await using var ask = Ask(statements, session);
        if (ask is null)
        {
            return null;
        }

        if (searchPath is null)
        {
            return await ask.ExecuteScalarAsync(CancellationToken.None) as string;
        }

        await using var transaction = await session.Connection.BeginTransactionAsync(CancellationToken.None); // and rolled back
        await using var set = new NpgsqlCommand(TransactionSettings.SelectPath(searchPath), session.Connection);
        await set.ExecuteNonQueryAsync(CancellationToken.None);
        return await ask.ExecuteScalarAsync(CancellationToken.None) as string;
    }

    private static NpgsqlCommand? Ask(IEnumerable<ParseResult> statements, SqlSession session)
    {
        List<Value> functions = [];
        List<Value> functionSchemas = [];
        List<Value> tables = [];
        List<Value> tableSchemas = [];
        foreach (var statement in statements)
        {
            if (statement is ParsedStatement parsed)
            {
                foreach (var function in parsed.Functions)
                {
                    Add(function.Schema, function.Name, functionSchemas, functions);
                }

                foreach (var table in parsed.Tables)
                {
                    Add(table.Schema, table.Name, tableSchemas, tables);
                }
            }
        }

        return functions.Count + tables.Count == 0 ? null : TextBatch.Ask(session.Connection, Query, functionSchemas, functions, tableSchemas, tables);
    }

    /// <summary>What a plan says of them.</summary>
    public static string Note(string names) => names.Contains(", ", StringComparison.Ordinal)
        ? $"calls {names}, functions of this database: what they do outside their transaction is not seen"
        : $"calls {names}, a function of this database: what it does outside its transaction is not seen";

    private static void Add(string? schema, string name, List<Value> schemas, List<Value> names)
    {
        if (schema != "pg_catalog")
        {
            schemas.Add(schema is null ? Value.Null.Instance : new Value.Text(schema));
            names.Add(new Value.Text(name));
        }
    }
}
