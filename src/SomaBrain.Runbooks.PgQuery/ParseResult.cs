namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What PostgreSQL's parser makes of one statement: a <see cref="ParsedStatement"/> or <see cref="NotUnderstood"/>.</summary>
public abstract record ParseResult
{
    private protected ParseResult()
    {
    }

    /// <summary>The effect class that language.md §5 infers.</summary>
    public abstract SqlEffect Effect { get; }
}
