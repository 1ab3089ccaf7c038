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

    public readonly ScanFailure In(string sql) => new(Offset(sql), Marshal.PtrToStringUTF8((nint)Message) ?? "");

    private readonly int Offset(string sql)
    {
        var offset = 0;
        for (var left = Cursor - 1; left > 0 && offset < sql.Length; left--)
        {
            offset += char.IsHighSurrogate(sql[offset]) ? 2 : 1;
        }

        return offset;
    }
}
