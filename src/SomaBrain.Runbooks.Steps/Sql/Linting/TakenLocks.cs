using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery;
using SomaBrain.Runbooks.PgQuery.Locks;

namespace SomaBrain.Runbooks.Steps.Sql.Linting;

/// <summary>The locks of several statements, as they are held together until the end of the transaction.</summary>
internal static class TakenLocks
{
    /// <summary>The strongest on each relation, the strongest first; nobody waits for a relation that was just created.</summary>
    public static ImmutableArray<TableLock> Of(IEnumerable<ParsedStatement> statements)
    {
        var created = new HashSet<string>(StringComparer.Ordinal);
        var strongest = new LockList();
        foreach (var statement in statements)
        {
            foreach (var one in statement.Locks)
            {
                if (!created.Contains(one.Key))
                {
                    strongest.Add(one);
                }
            }

            if (Created(statement) is var (schema, name))
            {
                created.Add(TableLock.KeyOf(schema, name));
            }
        }

        return [.. strongest.ToImmutable().OrderByDescending(one => one.Mode).ThenBy(one => one.Relation, StringComparer.Ordinal)];
    }

    /// <summary>The table that the statement creates.</summary>
    public static (string? Schema, string Name)? Created(ParsedStatement statement) =>
        statement is { Kind: "CreateStmt" or "CreateTableAsStmt", Tables: var tables } && tables.FirstOrDefault(table => table.Access == TableAccess.Write) is { Name: not null } made
            ? (made.Schema, made.Name)
            : null;
}
