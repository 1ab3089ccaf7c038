using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.Steps.Sql.Linting.Rules;

/// <summary>
/// An index that keeps everybody from writing while it is built; that of a table the playbook has just created does not. One on a
/// partitioned table itself is there at once, and CONCURRENTLY is refused.
/// </summary>
internal sealed class IndexesWithoutConcurrently : ISqlRule
{
    public IEnumerable<Diagnostic> Check(SqlFacts facts)
    {
        var blocking = facts.Statements.Where(statement => statement.Parsed is { Kind: "IndexStmt", IsConcurrent: false } && !StatementWords.Has(StatementWords.Of(statement.Text), "ON", "ONLY")).ToList();
        if (blocking.Count == 0)
        {
            return [];
        }

        var own = facts.Before.Append(facts).SelectMany(step => step.Statements).Select(statement => TakenLocks.Created(statement.Parsed)).OfType<(string?, string)>().ToHashSet();
        return from statement in blocking
               from one in statement.Parsed.Locks
               where one.Mode == LockMode.Share && !own.Contains((one.Schema, one.Name))
               select Problems.IndexBlocksWrites(statement.Span, $"`{one.Relation}`");
    }
}
