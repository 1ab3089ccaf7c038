using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary><c>PgQueryParseResult</c>: the tree as JSON, or an error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeParse
{
    public byte* Tree;
    public byte* StandardError;
    public NativeError* Error;
}
