using System.Text;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Journaling.Events;
using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Values;
using SomaBrain.Runbooks.Values.Masking;

namespace SomaBrain.Runbooks.Steps.Http;

/// <summary>Sends a prepared request, on a connection of its own, and makes an outcome of the answer.</summary>
internal sealed class RequestRun(HttpStep step, Request request, Masker masker)
{
    private const int LargestBody = 1 << 20;
    private const int MostRedirects = 5;
    private const int LongestShown = 200;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>Of a step that says no other: a server that never answers must not keep a run for good.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(2);

    private bool IsRead => step.Effect == Effect.Read;

    public async ValueTask<Outcome> RunAsync(CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectLimit };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (step.Header.Timeout is null)
        {
            limit.CancelAfter(AnswerLimit);
        }

        try
        {
            return await SendAsync(client, limit.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return IsRead ? new Outcome.Interrupted() : Doubt(null);
        }
        catch (OperationCanceledException)
        {
            return Broken($"there was no answer within {AnswerLimit.TotalMinutes:0} minutes", wasSent: true);
        }
        catch (HttpRequestException e)
        {
            return Broken(Why(e), WasSent(e));
        }
        catch (IOException e)
        {
            return Broken(e.Message, wasSent: true);
        }
    }

    private async ValueTask<Outcome> SendAsync(HttpClient client, CancellationToken ct)
    {
        var url = request.Url!;
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(url);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && !step.Expects(status) && response.Headers.Location is { } location)
            {
                var next = new Uri(url, location);
                if (step.Method is not ("GET" or "HEAD") || redirects == MostRedirects || next.GetLeftPart(UriPartial.Authority) != url.GetLeftPart(UriPartial.Authority))
                {
                    return Failed(Problems.RedirectRefused(step.Header.Span, status, masker.Apply(next.GetLeftPart(UriPartial.Path)), redirects == MostRedirects), null);
                }

                url = next;
                continue;
            }

            var (body, isWhole) = await BodyAsync(response, ct);
            var result = new Value.Row([new("status", new Value.Integer(status)), new("body", isWhole ? masker.Cover($"steps.{step.Header.Name}.body", body) : new Value.Missing("the body is larger than 1 MiB"))]);
            return !step.Expects(status) ? Failed(Problems.UnexpectedStatus(step.Header.Span, status, response.ReasonPhrase ?? "", Beginning(masker.Apply(body))), result)
                : !isWhole ? new Outcome.Failed(Problems.AnswerTooLarge(step.Header.Span), IsRead ? Changed.None : Changed.Yes, result)
                : new Outcome.Succeeded(result, IsRead ? Changed.None : Changed.Yes);
        }
    }

    private HttpRequestMessage Message(Uri url)
    {
        var message = new HttpRequestMessage(new HttpMethod(step.Method), url);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.IsJson ? "application/json" : "text/plain; charset=utf-8");
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                // .NET keeps those of the body apart (`Content-Type`, `Expires`, …), and without a body has no place for them.
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.Remove(name);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!message.Headers.Contains("User-Agent"))
        {
            message.Headers.TryAddWithoutValidation("User-Agent", "runbook");
        }

        return message;
    }

    private async ValueTask<(string Body, bool IsWhole)> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[LargestBody + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var isLatin = string.Equals(response.Content.Headers.ContentType?.CharSet?.Trim('"'), "iso-8859-1", StringComparison.OrdinalIgnoreCase);
        var text = (isLatin ? Encoding.Latin1 : Encoding.UTF8).GetString(buffer, 0, Math.Min(length, LargestBody));
        return (text, length <= LargestBody);
    }

    private Outcome.Failed Failed(Diagnostic why, Value.Row? result) => new(why, IsRead ? Changed.None : Changed.Unknown, result);

    private Outcome Broken(string why, bool wasSent) =>
        wasSent && !IsRead ? Doubt(why) : new Outcome.Failed(Problems.NoWebAnswer(step.Header.Span, Server, masker.Apply(why)));

    private Outcome.InDoubt Doubt(string? why) => new(Problems.RequestInDoubt(step.Header.Span, step.Header.Name, Server, why is null ? null : masker.Apply(why)));

    private string Server => request.Url!.GetLeftPart(UriPartial.Authority);

    private static bool WasSent(HttpRequestException e) => e.HttpRequestError is not (
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    private static string Why(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError => $"no secure connection: {(e.InnerException ?? e).Message}",
        _ => (e.InnerException ?? e).Message,
    };

    private static string Beginning(string body) => body.Trim() is var text && text.Length > LongestShown ? $"{text[..LongestShown]}…" : text;
}
