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
    public readonly ScanFailure In(string sql, int from = 0) => new(Offset(sql, from), Marshal.PtrToStringUTF8((nint)Message) ?? "");

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
