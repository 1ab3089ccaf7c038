using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SomaBrain.Runbooks.Steps.Tests.Kinds;

/// <summary>A web server on loopback that answers each request with what the test says, byte by byte; null: it hangs up.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;

    public WebServer(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The requests as they came.</summary>
    public List<string> Requests { get; } = [];

    public static string Ok(string body, string status = "200 OK", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Add(request);
                if (_answer(request) is { } answer)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                    await stream.FlushAsync();
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over, or the client went away.
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        while (true)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            var all = text.ToString();
            if (all.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var head
                && (all.Split("Content-Length: ") is not [_, var rest] || Encoding.UTF8.GetByteCount(all[(head + 4)..]) >= int.Parse(rest.Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture)))
            {
                return all;
            }
        }
    }
}
