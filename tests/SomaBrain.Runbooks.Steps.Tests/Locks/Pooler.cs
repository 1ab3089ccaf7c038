using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SomaBrain.Runbooks.Scratch;

namespace SomaBrain.Runbooks.Steps.Tests.Locks;

/// <summary>The real PgBouncer before a scratch server. It does not run as root, so that it runs as the server's user.</summary>
internal sealed class Pooler : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;

    /// <param name="settings">Further lines of its file.</param>
    public Pooler(ScratchServer server, string mode, string settings = "")
    {
        Port = FreePort();
        _folder.Write("pgbouncer.ini", string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            {settings}
            """));
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_folder["pgbouncer.ini"], (UnixFileMode)0b110_100_100);
        string[] user = Environment.UserName == "root" ? ["-u", "postgres"] : [];
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/pgbouncer", [.. user, "-q", _folder["pgbouncer.ini"]]) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Wait();
    }

    public int Port { get; }

    public string ConnectionStringFor(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={Port} user=postgres dbname={database} sslmode=disable");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Wait()
    {
        for (var tries = 0; ; tries++)
        {
            using var client = new TcpClient();
            try
            {
                client.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 500 && !_process.HasExited)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
