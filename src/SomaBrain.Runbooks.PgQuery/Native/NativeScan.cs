using System.Runtime.InteropServices;

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary><c>PgQueryScanResult</c>: a protobuf message of tokens, or an error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeScan
{
    public nuint Length;
    public byte* Data;
    public byte* StandardError;
    public NativeError* Error;
}
