namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What a statement may do to the server, in ascending order.</summary>
public enum SqlEffect
{
    Read,
    Write,

    /// <summary>DROP, TRUNCATE, DELETE or UPDATE without WHERE.</summary>
    Destroy,
}
