using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.Steps.Sql.Linting.Rules;

/// <summary>A statement for which everybody else waits, readers too.</summary>
internal sealed class AccessExclusiveLocks : ISqlRule
{
    private const int MostWords = 3;

    public IEnumerable<Diagnostic> Check(SqlFacts facts)
    {
        var created = new HashSet<string>(StringComparer.Ordinal);
        var own = Own(facts.TakenBack);
        foreach (var statement in facts.Statements)
        {
            var locked = statement.Parsed.Kind == "ReindexStmt" ? [] : statement.Parsed.Locks
                .Where(one => one.Mode == LockMode.AccessExclusive && !created.Contains(one.Key) && !(statement.Parsed.Kind == "DropStmt" && own.Contains(one.Key)))
                .Select(one => $"`{one.Relation}`")
                .ToList();
            if (locked.Count > 0)
            {
                yield return Problems.TakesAccessExclusive(statement.Span, Words(statement), string.Join(", ", locked));
            }
            else if (statement.Parsed is { Tables.IsEmpty: true, RewritesTables: true })
            {
                yield return Problems.TakesAccessExclusive(statement.Span, Words(statement), "table after table");
            }

            if (TakenLocks.Created(statement.Parsed) is var (schema, name))
            {
                created.Add(TableLock.KeyOf(schema, name));
            }
        }
    }

    /// <summary>
    /// The tables that a step has made, and that its `undo` drops again: that is what taking it back is. One that hangs on another, a
    /// partition or the holder of a foreign key, locks that one, too; and what a hole names may be any.
    /// </summary>
    private static HashSet<string> Own(SqlFacts? step)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in step?.Statements ?? [])
        {
            if (TakenLocks.Created(statement.Parsed) is var (schema, name) && !name.Contains("{{", StringComparison.Ordinal) && statement.Parsed.Locks.All(one => one.Mode == LockMode.AccessShare))
            {
                own.Add(TableLock.KeyOf(schema, name));
            }
        }

        return own;
    }

    /// <summary>What the statement is, in its own first words: `ALTER TABLE`, `DROP INDEX`, `VACUUM FULL`.</summary>
    private static string Words(StatementFacts statement)
    {
        var words = statement.Text.Split([' ', '\t', '\r', '\n', '(', ';'], StringSplitOptions.RemoveEmptyEntries);
        var most = statement.Parsed.Kind switch
        {
            "VacuumStmt" => 0,
            "TruncateStmt" or "ClusterStmt" => 1,
            "RefreshMatViewStmt" => MostWords,
            "ViewStmt" => MostWords + 1,
            "DropStmt" when words is [_, "materialized" or "MATERIALIZED" or "foreign" or "FOREIGN", ..] => MostWords,
            _ => 2,
        };
        return most == 0 ? "VACUUM FULL" : string.Join(' ', words.Take(most)).ToUpperInvariant(); // among its options it stands anywhere
    }
}
