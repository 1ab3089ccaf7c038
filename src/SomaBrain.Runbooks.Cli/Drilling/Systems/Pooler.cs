using System.Diagnostics;
using System.Globalization;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

/// <summary>PgBouncer in front of the primary. It works in `data` below its directory and leaves its number there as a server does, so that it is ended as one.</summary>
internal sealed class Pooler(ScratchCluster cluster, string home)
{
    public const string Command = "pgbouncer";
    private const int Port = 6432;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <exception cref="ScratchFailure">It does not start.</exception>
    public async Task<(string Host, int Port)> StartAsync(string mode, CancellationToken ct)
    {
        await WriteAsync("userlist.txt", "\"postgres\" \"\"\n", ct);
        await WriteAsync("pgbouncer.ini", string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={cluster.Host} port={cluster.Port}
            [pgbouncer]
            listen_addr =
            listen_port = {Port}
            unix_socket_dir = {home}
            pool_mode = {mode}
            auth_type = trust
            auth_user = postgres
            auth_file = {home}/userlist.txt
            admin_users = postgres
            logfile = {home}/server.log
            pidfile = {home}/data/postmaster.pid
            ignore_startup_parameters = extra_float_digits

            """), ct);
        await RunAsync(["mkdir", "-p", Path.Combine(home, "data")], null, ct);
        var words = new List<string>(["setsid", .. cluster.BecomeOsUser, "sh", "-c", "cd \"$1\" && exec pgbouncer -q ../pgbouncer.ini >/dev/null 2>&1 </dev/null", "pooler", Path.Combine(home, "data")]);
        var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)))!;
        var socket = Path.Combine(home, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"));
        for (var i = 0; !File.Exists(socket); i++)
        {
            if (process.HasExited || i > 200)
            {
                throw new ScratchFailure("PgBouncer does not start", $"look at {home}/server.log");
            }

            await Task.Delay(Glance, ct);
        }

        return (home, Port);
    }

    private Task WriteAsync(string name, string text, CancellationToken ct) => RunAsync(["tee", Path.Combine(home, name)], text, ct);

    private async Task RunAsync(IEnumerable<string> command, string? input, CancellationToken ct)
    {
        var words = cluster.BecomeOsUser.Concat(command).ToList();
        using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
    }
}
