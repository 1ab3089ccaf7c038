namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// Functions that do something even in a READ ONLY transaction, or that a ROLLBACK does not take back (measured on 13 to 18).
/// Found by name in any schema, since extensions may live in any. Not on the list: pg_sleep (costs time only);
/// pg_ls_waldir and its siblings (fixed folders, made for monitoring); pg_export_snapshot (ends with the transaction); setseed;
/// pg_logical_slot_peek_changes (consumes nothing); lo_get, loread and what only moves in an open large object.
/// </summary>
public static class SideEffectFunctions
{
    /// <summary>Name → reason; a name that ends in <c>*</c> stands for all that start so.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = SideEffectTable.Rows.ToDictionary(row => row.Name, row => row.Reason, StringComparer.Ordinal);

    private static readonly (string Name, string Reason)[] Prefixes = [.. All.Where(row => row.Key.EndsWith('*')).Select(row => (row.Key[..^1], row.Value))];

    /// <summary>The reason why the function has a side effect, or null.</summary>
    /// <param name="name">Without schema, in the case the server sees.</param>
    public static string? Reason(string name)
    {
        if (All.TryGetValue(name, out var reason))
        {
            return reason;
        }

        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix.Name, StringComparison.Ordinal))
            {
                return prefix.Reason;
            }
        }

        return null;
    }
}
