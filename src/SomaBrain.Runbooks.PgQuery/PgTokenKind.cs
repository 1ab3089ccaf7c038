namespace SomaBrain.Runbooks.PgQuery;

/// <summary>What a token of SQL is, as PostgreSQL's scanner sees it.</summary>
public enum PgTokenKind
{
    /// <summary>What the scanner of version 15 has no word for.</summary>
    Other,

    /// <summary>A name without quotes that is no keyword.</summary>
    Identifier,

    /// <summary><c>"name"</c> or <c>U&amp;"name"</c>.</summary>
    QuotedIdentifier,

    Keyword,

    /// <summary><c>$1</c>.</summary>
    Parameter,

    /// <summary><c>'text'</c>, <c>E'text'</c>, <c>U&amp;'text'</c>, with all its continuation lines.</summary>
    String,

    /// <summary><c>$$text$$</c>, <c>$tag$text$tag$</c>.</summary>
    DollarString,

    /// <summary><c>B'01'</c>, <c>X'1F'</c>.</summary>
    BitString,

    Number,

    /// <summary><c>-- to the end of the line</c> or <c>/* block */</c>.</summary>
    Comment,

    /// <summary>An operator or a sign: <c>( ) , ; . :: -&gt;&gt;</c>.</summary>
    Operator,
}
