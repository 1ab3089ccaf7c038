using System.Net;

namespace SomaBrain.Runbooks.Cli.Tests.Campaigns;

/// <summary>A web server on loopback that does something for each request before it answers.</summary>
internal sealed class Web : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public Web(Func<Task> act)
    {
        Address = Bind();
        _serving = ServeAsync(act);
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
        _listener.Close();
    }

    private Uri Bind()
    {
        while (true)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20_000, 30_000)}/";
            try
            {
                _listener.Prefixes.Add(address);
                _listener.Start();
                return new(address);
            }
            catch (HttpListenerException)
            {
                _listener.Prefixes.Clear(); // somebody has the port
            }
        }
    }

    private async Task ServeAsync(Func<Task> act)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await act();
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The client was killed, or we are done.
            }
        }
    }
}
