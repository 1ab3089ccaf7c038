namespace SomaBrain.Runbooks.PgQuery.Locks;

/// <summary>The strongest lock that a statement takes on a relation it names.</summary>
/// <param name="Schema">Null when it is not qualified.</param>
/// <param name="Name">Of a table, view, index or sequence, in the case the server sees.</param>
public readonly record struct TableLock(string? Schema, string Name, LockMode Mode)
{
    /// <summary>As a statement would name it.</summary>
    public string Relation => Schema is null ? Name : $"{Schema}.{Name}";
}
