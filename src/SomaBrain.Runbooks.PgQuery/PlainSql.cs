using System.Buffers;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>
/// A short text of words, dots, commas, parentheses and comparisons. Whatever tokens the scanner finds in it, none is a text, a comment,
/// a parameter or a semicolon, and it stops at none: so much is known without it.
/// </summary>
internal static class PlainSql
{
    public const string Blanks = " \t\r\n";

    /// <summary>In UTF-16 code units, and so in tokens too.</summary>
    private const int Longest = 300;

    private static readonly SearchValues<char> Characters = SearchValues.Create($"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.,()*=<>{Blanks}");

    public static bool Is(string sql) =>
        sql.Length <= Longest && !sql.AsSpan().ContainsAnyExcept(Characters) && sql.AsSpan().ContainsAnyExcept(Blanks);
}
