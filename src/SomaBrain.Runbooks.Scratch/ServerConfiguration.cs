using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SomaBrain.Runbooks.Scratch;

/// <summary>The settings of a scratch server; where a name stands twice in <c>postgresql.conf</c>, the last one wins.</summary>
internal static class ServerConfiguration
{
    private const int DefaultPort = 5432;

    public static int ChoosePort(ScratchOptions options)
    {
        if (options.TcpPort is not 0)
        {
            return options.TcpPort ?? DefaultPort;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Settings(string name, ScratchServer server, PostgresBinaries binaries, ScratchOptions options)
    {
        var text = new StringBuilder().Append('\n');
        Set("cluster_name", $"scratch {name}");
        Set("listen_addresses", options.TcpPort is null ? "" : "127.0.0.1");
        Set("port", server.Port.ToString(CultureInfo.InvariantCulture));
        Set("unix_socket_directories", server.Host);
        Set("unix_socket_permissions", "0700");
        Set("fsync", options.Fsync ? "on" : "off");
        Set("timezone", "UTC");
        Set("log_timezone", "UTC");
        Set("log_line_prefix", "%m [%p] %q%u@%d/%a ");
        if (binaries.Major >= 13)
        {
            Set("wal_keep_size", "256MB"); // a standby that was stopped for a while finds its way back
        }

        foreach (var line in options.Settings)
        {
            text.Append(line.Replace(ScratchOptions.Here, Path.GetDirectoryName(server.Host), StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();

        void Set(string key, string value) => text.Append(CultureInfo.InvariantCulture, $"{key} = '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
    }

    /// <summary>
    /// Trust on the socket: nobody but the server's user and root can enter its directory (0700), so a password would only guard
    /// the server from those who own it. A port on loopback has no such guard: there, scram and nothing less.
    /// </summary>
    public static string Hba(ScratchOptions options)
    {
        var lines = options.HbaLines.Concat(["local all all trust", "local replication all trust"]);
        if (options.TcpPort is not null)
        {
            lines = lines.Concat(["host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"]);
        }

        return string.Join('\n', lines) + "\n";
    }
}
