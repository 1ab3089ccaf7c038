namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What a statement does with a table it names.</summary>
public enum TableAccess
{
    Read,

    /// <summary>Changes its rows or itself, or locks it.</summary>
    Write,
}
