using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary><c>PgQueryError</c>. The cursor counts characters (code points), from 1; 0 is "nowhere".</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    public byte* Message;
    public byte* Function;
    public byte* File;
    public int Line;
    public int Cursor;
    public byte* Context;

    /// <param name="from">Where the text begins that was handed over, in UTF-16 characters.</param>
    public readonly ScanFailure In(string sql, int from = 0)
    {
        var offset = Offset(sql, from);
        return new(offset, Completed(Marshal.PtrToStringUTF8((nint)Message) ?? "", sql.AsSpan(offset)));
    }

    /// <summary>Of trailing junk PostgreSQL's scanner repeats one byte, which may be the first of several of a letter.</summary>
    private static string Completed(string message, ReadOnlySpan<char> rest)
    {
        const string Near = "at or near \"";
        var near = message.LastIndexOf(Near, StringComparison.Ordinal) + Near.Length;
        var shown = message.Length - near - 2;
        return near >= Near.Length && shown >= 0 && shown < rest.Length && message.EndsWith("\ufffd\"", StringComparison.Ordinal)
            ? string.Concat(message.AsSpan(0, near + shown), rest.Slice(shown, char.IsHighSurrogate(rest[shown]) && shown + 1 < rest.Length ? 2 : 1), "\"")
            : message;
    }

    private readonly int Offset(string sql, int from)
    {
        var offset = from;
        for (var left = Cursor - 1; left > 0 && offset < sql.Length; left--)
        {
            offset += char.IsHighSurrogate(sql[offset]) ? 2 : 1;
        }

        return offset;
    }
}
