using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>The statements of a script, or the reason why it cannot be scanned.</summary>
public abstract record PgSplit
{
    private PgSplit()
    {
    }

    public sealed record Statements(ImmutableArray<SqlStatement> All) : PgSplit;

    /// <param name="Offset">Where, in UTF-16 characters.</param>
    /// <param name="Message">PostgreSQL's words.</param>
    public sealed record Failed(int Offset, string Message) : PgSplit;
}
