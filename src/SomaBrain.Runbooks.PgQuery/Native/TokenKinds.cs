namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>The token numbers of pg_query.proto (libpg_query 15) that have a meaning of their own here.</summary>
internal static class TokenKinds
{
    public const int Identifier = 258;
    public const int UnicodeIdentifier = 259;
    public const int Float = 260;
    public const int String = 261;
    public const int UnicodeString = 262;
    public const int Bits = 263;
    public const int HexBits = 264;
    public const int Operator = 265;
    public const int Integer = 266;
    public const int Parameter = 267;
    public const int NotEquals = 274;
    public const int LineComment = 275;
    public const int BlockComment = 276;

    public static PgTokenKind Of(int code, int keyword, char first) => code switch
    {
        _ when keyword != 0 => PgTokenKind.Keyword,
        Identifier => first == '"' ? PgTokenKind.QuotedIdentifier : PgTokenKind.Identifier,
        UnicodeIdentifier => PgTokenKind.QuotedIdentifier,
        Float or Integer => PgTokenKind.Number,
        String => first == '$' ? PgTokenKind.DollarString : PgTokenKind.String,
        UnicodeString => PgTokenKind.String,
        Bits or HexBits => PgTokenKind.BitString,
        Parameter => PgTokenKind.Parameter,
        LineComment or BlockComment => PgTokenKind.Comment,
        >= Operator and <= NotEquals => PgTokenKind.Operator,
        >= '%' and <= '^' => PgTokenKind.Operator,
        _ => PgTokenKind.Other,
    };
}
