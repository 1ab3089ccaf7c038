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
        var created = new HashSet<(string?, string)>();
        var strongest = new Dictionary<(string? Schema, string Name), LockMode>();
        foreach (var statement in statements)
        {
            foreach (var one in statement.Locks.Where(one => !created.Contains((one.Schema, one.Name))))
            {
                var key = (one.Schema, one.Name);
                strongest[key] = strongest.TryGetValue(key, out var other) && other > one.Mode ? other : one.Mode;
            }

            if (Created(statement) is { } made)
            {
                created.Add(made);
            }
        }

        return [.. strongest.Select(one => new TableLock(one.Key.Schema, one.Key.Name, one.Value)).OrderByDescending(one => one.Mode).ThenBy(one => one.Relation, StringComparer.Ordinal)];
    }

    /// <summary>The table that the statement creates.</summary>
    public static (string? Schema, string Name)? Created(ParsedStatement statement) =>
        statement is { Kind: "CreateStmt" or "CreateTableAsStmt", Tables: var tables } && tables.FirstOrDefault(table => table.Access == TableAccess.Write) is { Name: not null } made
            ? (made.Schema, made.Name)
            : null;
}
