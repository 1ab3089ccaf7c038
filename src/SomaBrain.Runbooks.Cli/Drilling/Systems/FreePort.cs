using System.Net;
using System.Net.Sockets;

namespace SomaBrain.Runbooks.Cli.Drilling.Systems;

internal static class FreePort
{
    /// <summary>A port of loopback that nobody has at this moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
