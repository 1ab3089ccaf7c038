using System.Diagnostics;
using System.Globalization;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Drilling;

/// <summary>Which programs a drill finds beside the server's own ones, and for which servers they are.</summary>
internal static class ClientPrograms
{
    /// <summary>They work with servers of their own and of older major versions; `pg_waldump` and its like with their own only.</summary>
    private static readonly string[] Backwards = ["pg_dump", "pg_dumpall", "pg_restore"];

    public static async Task<bool> AreThereAsync(string name, PostgresBinaries server, CancellationToken ct) =>
        server.Has(name) || (OnPath(name) is { } path && (!IsOfServer(name) || (Backwards.Contains(name, StringComparer.Ordinal) && await MajorOfAsync(path, ct) >= server.Major)));

    /// <summary>`pg_basebackup` and its like refuse servers of another major version; `psql` does not.</summary>
    public static bool IsOfServer(string name) => name.StartsWith("pg_", StringComparison.Ordinal);

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>15 of `pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`; 0 where it does not say.</summary>
    private static async Task<int> MajorOfAsync(string path, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync(ct)).Split(' ');
        await process.WaitForExitAsync(ct);
        var digits = string.Concat((words.SkipWhile(word => word != "(PostgreSQL)").ElementAtOrDefault(1) ?? "").TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
