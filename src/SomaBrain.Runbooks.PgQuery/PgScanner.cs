using System.Collections.Immutable;
using SomaBrain.Runbooks.PgQuery.Native;

namespace SomaBrain.Runbooks.PgQuery;

/// <summary>PostgreSQL's own scanner. It is flat: no input is too deep for it.</summary>
public static class PgScanner
{
    public static PgScan Scan(string sql) => PlainSql.Is(sql) ? new PgScan.Scanned(sql) : All(sql);

    /// <summary>The scan of a text whose tokens are asked for.</summary>
    internal static PgScan All(string sql)
    {
        using var bytes = new SqlBytes(sql, out var failure);
        var masked = 0;
        var tokens = failure is null ? Scan(sql, bytes, out failure, out masked) : [];
        return failure is { } failed ? new PgScan.Failed(sql, failed.Offset, failed.Message) : new PgScan.Scanned(sql, tokens, masked > 0);
    }

    /// <summary>Scans, and masks on the way the literals in <paramref name="bytes"/> that only newer versions read.</summary>
    internal static unsafe ImmutableArray<PgToken> Scan(string sql, SqlBytes bytes, out ScanFailure? failure, out int masked)
    {
        fixed (byte* text = bytes.Terminated)
        {
            // A literal of newer versions is where the scanner stops: from there it goes on to the next one, and at last over all of them.
            for (var from = masked = 0; ;)
            {
                var result = NativeMethods.Scan(text + bytes.At(sql, from));
                try
                {
                    if (result.Error is null && from == 0)
                    {
                        failure = null;
                        return new TokenReader(new(result.Data, (int)result.Length), sql, bytes.Text).Read();
                    }

                    failure = result.Error is null ? null : result.Error->In(sql, from);
                }
                finally
                {
                    NativeMethods.Free(result);
                }

                from = failure?.Offset ?? 0;
                if (failure is { } stopped)
                {
                    var isNumber = stopped.Message.StartsWith("trailing junk after numeric literal", StringComparison.Ordinal);
                    if (!isNumber || masked++ == NewerLiterals.Most || !NewerLiterals.Mask(bytes.Terminated[..^1], bytes.At(sql, from)))
                    {
                        return [];
                    }
                }
            }
        }
    }
}
