using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.Steps.Sql.Linting.Rules;

/// <summary>
/// An index that is rebuilt in place. Even a query that would not use it waits, as the planner locks every index of a table.
/// </summary>
internal sealed class ReindexWithoutConcurrently : ISqlRule
{
    public IEnumerable<Diagnostic> Check(SqlFacts facts) =>
        from statement in facts.Statements
        where statement.Parsed is { Kind: "ReindexStmt", IsConcurrent: false }
        select Problems.ReindexBlocks(statement.Span, Locks(statement));

    private static string Locks(StatementFacts statement) => statement.Parsed.Locks switch
    {
        [{ Mode: LockMode.AccessExclusive } index] => $"an ACCESS EXCLUSIVE lock on `{index.Relation}` and a SHARE lock on its table: nobody writes, and most queries wait",
        [var table] => $"a SHARE lock on `{table.Relation}` and an ACCESS EXCLUSIVE lock on each index of it: nobody writes, and most queries wait",
        _ => "a SHARE lock on table after table and an ACCESS EXCLUSIVE lock on its indexes: nobody writes, and most queries wait",
    };
}
