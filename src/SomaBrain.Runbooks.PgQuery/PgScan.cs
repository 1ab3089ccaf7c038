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
        private ImmutableArray<PgToken> _tokens;

        internal Scanned(string sql, ImmutableArray<PgToken> tokens, bool hasNewerLiterals)
            : base(sql) => (_tokens, HasNewerLiterals) = (tokens, hasNewerLiterals);

        /// <summary>Of a plain text: its tokens are found when somebody asks for them, which nobody does who only reads it.</summary>
        internal Scanned(string plain)
            : base(plain) => IsPlain = true;

        public ImmutableArray<PgToken> Tokens => _tokens.IsDefault ? _tokens = ((Scanned)PgScanner.All(Sql)).Tokens : _tokens;

        /// <summary>See <see cref="PlainSql"/>.</summary>
        internal bool IsPlain { get; }

        /// <summary>Some were masked for the scanner, and have to be for the parser.</summary>
        internal bool HasNewerLiterals { get; }
    }

    /// <param name="Offset">Where, in UTF-16 characters.</param>
    /// <param name="Message">PostgreSQL's words, as <c>unterminated quoted string at or near "'abc"</c>.</param>
    public sealed record Failed(string Sql, int Offset, string Message) : PgScan(Sql);
}
