using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>Says why a connection was not made, to whom, and what to do; the password is never part of it.</summary>
public static class ConnectFailure
{
    private const int NoSuchFile = 2;

    /// <summary>In Npgsql's words: what a server says whose protocol is another one.</summary>
    private static readonly string[] NotPostgres = ["Received unknown response", "unexpected value"];

    /// <summary>In .NET's words: a certificate that did not stand the test.</summary>
    private const string CertificateRefused = "RemoteCertificateValidationCallback";

    /// <param name="exception">What Npgsql threw while opening.</param>
    /// <param name="settings">What was tried.</param>
    /// <param name="server">Which of its servers.</param>
    public static ConnectOutcome.Failed Explain(Exception exception, ConnectionSettings settings, ServerAddress server)
    {
        var where = server.ToString();
        if (Find<PostgresException>(exception) is { } refusal)
        {
            return new(Said(refusal, settings, where), NobodyAnswered: refusal.SqlState == PostgresErrorCodes.CannotConnectNow);
        }

        if (Find<AuthenticationException>(exception) is { } tls)
        {
            var said = Innermost(tls);
            return Reached(Problems.TlsFailed(where, said.Contains(CertificateRefused, StringComparison.Ordinal) ? "the server's certificate is not believed" : said, settings.Tls.RootCertificate));
        }

        if (Find<CryptographicException>(exception) is { } file)
        {
            return Reached(Problems.TlsFailed(where, OneLine(file.Message), settings.Tls.Certificate ?? settings.Tls.RootCertificate, isOwn: settings.Tls.Certificate is not null));
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return Unreached(Socket(socket, server, where)) with { TimedOut = socket.SocketErrorCode == SocketError.TimedOut };
        }

        if (Find<TimeoutException>(exception) is not null || Find<OperationCanceledException>(exception) is not null)
        {
            return Unreached(Problems.ConnectTimedOut(where, settings.ConnectTimeout ?? TimeSpan.Zero)) with { TimedOut = true };
        }

        return Npgsql(exception, settings, server, where);
    }

    private static Diagnostic Said(PostgresException said, ConnectionSettings settings, string where) => (said.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => Problems.PasswordRejected(settings.User, where, settings.Servers.Select(s => s.Password?.Name).FirstOrDefault(n => n is not null)),
        PostgresErrorCodes.InvalidAuthorizationSpecification => Problems.LoginRejected(settings.User, settings.Database, where, OneLine(said.MessageText)),
        PostgresErrorCodes.InvalidCatalogName => Problems.UnknownDatabase(settings.Database, settings.User, where),
        PostgresErrorCodes.TooManyConnections => Problems.TooManyConnections(where, OneLine(said.MessageText)),
        PostgresErrorCodes.CannotConnectNow => Problems.ServerNotReady(where, OneLine(said.MessageText)),
        PostgresErrorCodes.InsufficientPrivilege => Problems.MayNotConnect(settings.User, settings.Database, where, OneLine(said.MessageText)),
        _ => Problems.ConnectRefusedByServer(settings.User, settings.Database, where, OneLine(said.MessageText)),
    }) with
    { SqlState = said.SqlState };

    private static Diagnostic Socket(SocketException socket, ServerAddress server, string where) => socket.SocketErrorCode switch
    {
        _ when server.IsSocket && socket.NativeErrorCode == NoSuchFile => Problems.NoSocket(where),
        SocketError.AddressNotAvailable when server.IsSocket => Problems.NoSocket(where),
        SocketError.ConnectionRefused => Problems.ConnectionRefused(where, server.IsSocket, server.Port),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Problems.UnknownHost(server.Host, socket.SocketErrorCode == SocketError.TryAgain),
        SocketError.TimedOut => Problems.ConnectTimedOut(where, TimeSpan.Zero),
        SocketError.AccessDenied => Problems.SocketDenied(where),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Problems.ConnectionClosed(where, socket.Message),
        _ => Problems.Unreachable(where, socket.Message),
    };

    // Npgsql has no codes of its own: these are its messages, pinned by tests.
    private static ConnectOutcome.Failed Npgsql(Exception exception, ConnectionSettings settings, ServerAddress server, string where)
    {
        if (server.Password is null && exception.Message.Contains("No password has been provided", StringComparison.Ordinal))
        {
            return Reached(Problems.NoPassword(settings.User, settings.Database, where, settings.PasswordFile));
        }

        if (exception.Message.Contains("SSL connection requested", StringComparison.Ordinal))
        {
            return Reached(Problems.ServerHasNoTls(where));
        }

        if (NotPostgres.Any(said => exception.Message.Contains(said, StringComparison.Ordinal)))
        {
            return Reached(Problems.ConnectionClosed(where, null, speaks: false));
        }

        return Find<IOException>(exception) is { } broken
            ? Unreached(Problems.ConnectionClosed(where, broken is EndOfStreamException ? null : OneLine(broken.Message)))
            : Reached(Problems.ConnectRefusedByServer(settings.User, settings.Database, where, OneLine(exception.Message)));
    }

    private static ConnectOutcome.Failed Reached(Diagnostic problem) => new(problem, NobodyAnswered: false);

    private static ConnectOutcome.Failed Unreached(Diagnostic problem) => new(problem, NobodyAnswered: true);

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Innermost(Exception exception) =>
        OneLine(exception.InnerException is { } inner ? $"{exception.Message} {Innermost(inner)}" : exception.Message);

    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
