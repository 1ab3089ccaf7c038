namespace SomaBrain.Runbooks.PgQuery.Locks;

/// <summary>PostgreSQL's table locks with its own numbers (lockdefs.h), the weakest first.</summary>
public enum LockMode
{
    None = 0,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,

    /// <summary>From here on nobody else writes.</summary>
    Share,
    ShareRowExclusive,
    Exclusive,

    /// <summary>Nobody else reads either.</summary>
    AccessExclusive,
}
