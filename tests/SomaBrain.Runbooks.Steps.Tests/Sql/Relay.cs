using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Sql;

/// <summary>A listener on loopback before a server's socket: counts what the client sends, and cuts the line on demand.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly List<string> _sent = [];

    public Relay(string socketDirectory, int port)
    {
        Upstream = Path.Combine(socketDirectory, $".s.PGSQL.{port}");
        _listener.Start();
        _tasks.Add(AcceptAsync());
    }

    /// <summary>The server's socket; connections made from now on go there.</summary>
    public string Upstream { get; set; }

    /// <summary>What to do when the client sends a statement with this word.</summary>
    public (string Word, Cut Cut)? Fault { get; set; }

    public enum Cut
    {
        /// <summary>The server never hears it.</summary>
        Before,

        /// <summary>The server does it, and the client is not told.</summary>
        Answer,
    }

    public string ConnectionString(string database) => $"host=127.0.0.1 port={((IPEndPoint)_listener.LocalEndpoint).Port} user=postgres dbname={database} sslmode=disable gssencmode=disable";

    /// <summary>How often the client waited for the server: one Sync or simple query each.</summary>
    public int RoundTrips
    {
        get
        {
            lock (_sent)
            {
                return _sent.Count;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_tasks);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _tasks.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        using (var link = CancellationTokenSource.CreateLinkedTokenSource(_end.Token))
        {
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint(Upstream), link.Token);
                await using var upstream = new NetworkStream(server);
                await Task.WhenAny(AnswersAsync(upstream, client.GetStream(), link.Token), RequestsAsync(client.GetStream(), upstream, link.Token)).Unwrap();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private static async Task AnswersAsync(NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        try
        {
            await from.CopyToAsync(to, ct);
            to.Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task RequestsAsync(NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        var first = true; // the startup packet and a cancel request have no type
        while (true)
        {
            var head = new byte[first ? 4 : 5];
            await from.ReadExactlyAsync(head, ct);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4));
            var body = new byte[length - 4];
            await from.ReadExactlyAsync(body, ct);
            var kind = first ? '\0' : (char)head[0];
            first = false;
            if (Fault is not null && kind is 'P' or 'Q' && Encoding.UTF8.GetString(body).Contains(Fault.Value.Word, StringComparison.Ordinal))
            {
                if (Fault.Value.Cut == Cut.Answer)
                {
                    await AnswerlessAsync(head, body, from, to, ct);
                }

                return;
            }

            if (kind is 'S' or 'Q')
            {
                lock (_sent)
                {
                    _sent.Add(kind.ToString());
                }
            }

            await to.WriteAsync(head, ct);
            await to.WriteAsync(body, ct);
        }
    }

    /// <summary>Lets the server have the rest of what the client sent, and time to do it, while nobody listens to the answer.</summary>
    private static async Task AnswerlessAsync(byte[] head, byte[] body, NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        from.Socket.Shutdown(SocketShutdown.Send);
        await to.WriteAsync(head, ct);
        await to.WriteAsync(body, ct);
        var rest = new byte[65536];
        while (await from.ReadAsync(rest, ct) is > 0 and var read)
        {
            await to.WriteAsync(rest.AsMemory(0, read), ct);
        }
    }
}
