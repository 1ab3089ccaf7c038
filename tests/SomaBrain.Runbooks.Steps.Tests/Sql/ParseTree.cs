using System.Runtime.InteropServices;
using System.Text;
using SomaBrain.Runbooks.PgQuery;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>What PostgreSQL's parser makes of a text, but for its constants: libpg_query's fingerprint, which the program itself does not use.</summary>
internal static unsafe class ParseTree
{
    private static readonly delegate* unmanaged<byte*, Native> Function =
        (delegate* unmanaged<byte*, Native>)NativeLibrary.GetExport(NativeLibrary.Load("pg_query", typeof(PgParser).Assembly, null), "pg_query_fingerprint");

    /// <summary>Null when it is no statement.</summary>
    public static ulong? Of(string sql)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(sql + '\0'))
        {
            var result = Function(text); // its few bytes are not given back
            return result.Error == 0 ? result.Fingerprint : null;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Native(ulong Fingerprint, nint Text, nint Stderr, nint Error);
}
