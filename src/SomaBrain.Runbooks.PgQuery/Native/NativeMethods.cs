using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace SomaBrain.Runbooks.PgQuery.Native;

/// <summary>The entry points of libpg_query 15 that are used: the shared library under the JIT, linked in when published natively.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "pg_query";

    [LibraryImport(Library, EntryPoint = "pg_query_scan")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial NativeScan Scan(byte* sql);

    [LibraryImport(Library, EntryPoint = "pg_query_free_scan_result")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void Free(NativeScan result);

    [LibraryImport(Library, EntryPoint = "pg_query_parse")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial NativeParse Parse(byte* sql);

    [LibraryImport(Library, EntryPoint = "pg_query_free_parse_result")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void Free(NativeParse result);
}
