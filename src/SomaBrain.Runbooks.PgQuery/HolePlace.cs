namespace SomaBrain.Runbooks.PgQuery;

/// <summary>Where a hole stands that is no parameter of its own.</summary>
public enum HolePlace
{
    /// <summary>Nowhere that can be named.</summary>
    Other,

    InsideString,

    InsideDollarQuote,

    InsideComment,

    InsideQuotedIdentifier,

    /// <summary>A name, keyword, number or other parameter stands directly before or after it, without white space.</summary>
    TouchesWord,
}
