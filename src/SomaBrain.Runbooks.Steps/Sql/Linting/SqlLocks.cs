using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.PgQuery.Locks;
using SomaBrain.Runbooks.Steps.Sql.Binding;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>The locks that a step is going to take and that others wait for: those of whoever changes rows, and above.</summary>
internal static class SqlLocks
{
    /// <summary>With the names that the holes came to; as the step is written, while they are not known.</summary>
    public static ImmutableArray<LockTaken> Of(BoundSql bound, SqlFacts facts) =>
    [
        .. (bound.Statements.IsEmpty ? facts.Locks : TakenLocks.Of(bound.Statements.Select(statement => statement.Facts).OfType<ParsedStatement>()))
            .Where(one => one.Mode >= LockMode.RowExclusive)
            .Select(one => new LockTaken(one.Mode.Name(), one.Relation)),
    ];
}
