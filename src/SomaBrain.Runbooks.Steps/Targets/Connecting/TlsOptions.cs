using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>The parts of libpq's TLS that Npgsql's connection string has no word for.</summary>
internal static class TlsOptions
{
    public static void Apply(SslClientAuthenticationOptions options, TlsSettings tls, ServerAddress server)
    {
        options.EnabledSslProtocols = Protocols(tls);

        // With `hostaddr` the connection goes to the address, and the certificate must be that of `host`.
        if (server.Host.Length > 0 && !IPAddress.TryParse(server.Host, out _))
        {
            options.TargetHost = server.Host;
        }

        // Authority, name and dates: what `verify-full` asks for. Without it, the mode that Npgsql is given here would believe anybody.
        if (tls.SystemRoots)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
        }
    }

    private static SslProtocols Protocols(TlsSettings tls)
    {
        var (from, to) = (Level(tls.MinimumProtocol), Level(tls.MaximumProtocol ?? "TLSv1.3"));

#pragma warning disable CA5398 // Avoid hardcoding SslProtocols: the bounds are the user's own, and nothing below TLS 1.2 is ever on
        return (from <= 2 && to >= 2 ? SslProtocols.Tls12 : 0) | (to >= 3 ? SslProtocols.Tls13 : 0);
#pragma warning restore CA5398
    }

    private static int Level(string protocol) => protocol switch
    {
        "TLSv1" => 0,
        "TLSv1.1" => 1,
        "TLSv1.2" => 2,
        _ => 3,
    };
}
