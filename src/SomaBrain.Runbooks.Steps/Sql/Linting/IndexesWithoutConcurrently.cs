using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>An index that keeps everybody from writing while it is built; that of a table the step has just created does not.</summary>
internal sealed class IndexesWithoutConcurrently : ISqlRule
{
    public IEnumerable<Diagnostic> Check(SqlFacts facts)
    {
        var own = facts.Statements.Select(statement => TakenLocks.Created(statement.Parsed)).OfType<(string?, string)>().ToHashSet();
        return from statement in facts.Statements
               where statement.Parsed is { Kind: "IndexStmt", IsConcurrent: false }
               from one in statement.Parsed.Locks
               where one.Mode == LockMode.Share && !own.Contains((one.Schema, one.Name))
               select Problems.IndexBlocksWrites(statement.Span, $"`{one.Relation}`");
    }
}
