namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>
/// PostgreSQL 16 reads <c>0x1F</c>, <c>0o17</c>, <c>0b11</c> and <c>1_000</c>; the scanner of 15 calls them junk. They are
/// overwritten with the digit 1, byte for byte, so that offsets and everything that is asked of the statement stay the same.
/// </summary>
internal static class NewerLiterals
{
    /// <summary>How many such literals a text may have.</summary>
    public const int Most = 200;

    public static bool Mask(Span<byte> sql, int at)
    {
        var end = End(sql, at);
        sql[at..end].Fill((byte)'1');
        return end > at;
    }

    private static int End(ReadOnlySpan<byte> sql, int at)
    {
        if (at + 1 >= sql.Length || !char.IsAsciiDigit((char)sql[at]))
        {
            return at;
        }

        var radix = sql[at] != '0' ? 10 : (sql[at + 1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        var end = radix == 10 ? at : at + 2;
        while (end < sql.Length && (IsDigit(sql[end], radix) || (sql[end] == '_' && end + 1 < sql.Length && IsDigit(sql[end + 1], radix))))
        {
            end++;
        }

        // What still touches a letter is junk in every version.
        var junk = end < sql.Length && (sql[end] == '_' || sql[end] >= 0x80 || char.IsAsciiLetter((char)sql[end]));
        return junk || end == (radix == 10 ? at + 1 : at + 2) ? at : end;
    }

    private static bool IsDigit(byte c, int radix) =>
        radix == 16 ? char.IsAsciiHexDigit((char)c) : c >= '0' && c < '0' + radix;
}
