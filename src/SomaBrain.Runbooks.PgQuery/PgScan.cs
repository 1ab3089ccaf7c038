using System.Collections.Immutable;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What PostgreSQL's scanner makes of a text: all its tokens in order (comments too), or the reason why it cannot be scanned.</summary>
public abstract record PgScan
{
    private PgScan(string sql) => Sql = sql;

    /// <summary>The text.</summary>
    public string Sql { get; }

    public sealed record Scanned : PgScan
    {
        internal Scanned(string sql, ImmutableArray<PgToken> tokens, bool hasNewerLiterals)
            : base(sql) => (Tokens, HasNewerLiterals) = (tokens, hasNewerLiterals);

        public ImmutableArray<PgToken> Tokens { get; }

        /// <summary>Some were masked for the scanner, and have to be for the parser.</summary>
        internal bool HasNewerLiterals { get; }
    }

    /// <param name="Offset">Where, in UTF-16 characters.</param>
    /// <param name="Message">PostgreSQL's words, as <c>unterminated quoted string at or near "'abc"</c>.</param>
    public sealed record Failed(string Sql, int Offset, string Message) : PgScan(Sql);
}
