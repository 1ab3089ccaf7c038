using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.PgQuery.Locks;
using SomaBrain.Runbooks.Steps.Sql.Binding;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>The locks that a step is going to take and that others wait for: those of whoever changes rows, and above.</summary>
internal static class SqlLocks
{
    /// <summary>With the names that the holes came to, or what will tell them. What CASCADE takes along only the server's catalog knows.</summary>
    public static ImmutableArray<LockTaken> Of(BoundSql bound)
    {
        var statements = bound.Statements.IsEmpty ? bound.Outline : bound.Statements.Select(statement => statement.Facts).OfType<ParsedStatement>().ToList();
        return
        [
            .. TakenLocks.Of(statements).Where(one => one.Mode >= LockMode.RowExclusive).Select(one => new LockTaken(one.Mode.Name(), one.Relation)),
            .. statements.Exists(statement => statement.Cascades) ? [new LockTaken(LockMode.AccessExclusive.Name(), "what depends on it")] : Array.Empty<LockTaken>(),
        ];
    }
}
