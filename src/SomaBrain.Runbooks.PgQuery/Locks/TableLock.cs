namespace SomaBrain.Runbooks.PgQuery.Locks;

/// <summary>The strongest lock that a statement takes on a relation it names.</summary>
/// <param name="Schema">Null when it is not qualified.</param>
/// <param name="Name">Of a table, view, index or sequence, in the case the server sees.</param>
public sealed record TableLock(string? Schema, string Name, LockMode Mode)
{
    /// <summary>Tells relations from each other, also where a name holds a dot.</summary>
    public string Key => KeyOf(Schema, Name);

    public static string KeyOf(string? schema, string name) => schema is null ? name : $"{schema}\0{name}";

    /// <summary>As a statement would name it.</summary>
    public string Relation => Schema is null ? Name : $"{Schema}.{Name}";
}
