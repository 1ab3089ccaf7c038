using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What PostgreSQL's scanner makes of a text: all its tokens in order (comments too), or the reason why it cannot be scanned.</summary>
public abstract record PgScan
{
    private PgScan()
    {
    }

    public sealed record Scanned(ImmutableArray<PgToken> Tokens) : PgScan;

    /// <param name="Offset">Where, in UTF-16 characters.</param>
    /// <param name="Message">PostgreSQL's words, as <c>unterminated quoted string at or near "'abc"</c>.</param>
    public sealed record Failed(int Offset, string Message) : PgScan;
}
