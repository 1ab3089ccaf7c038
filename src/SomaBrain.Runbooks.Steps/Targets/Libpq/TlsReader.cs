using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>`sslmode` and its files, with the defaults under `~/.postgresql`, as libpq's `initialize_SSL` finds them.</summary>
internal sealed class TlsReader(IHostEnvironment host, ConnectionOptions options, OptionReader reader, DiagnosticBag problems)
{
    /// <summary>In the order of <see cref="TlsMode"/>.</summary>
    private static readonly string[] Modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    private static readonly string[] Negotiations = ["postgres", "direct"];

    private static readonly string[] Protocols = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

    /// <summary>As it is written: `verify-full`.</summary>
    public static string Word(TlsMode mode) => Modes[(int)mode];

    /// <param name="usesNetwork">Whether any server is reached over TCP; the files of a socket connection do not matter.</param>
    public TlsSettings Read(bool usesNetwork)
    {
        var systemRoots = options.Text("sslrootcert") == "system";
        var asked = (TlsMode)reader.Choice("sslmode", Modes, (int)(systemRoots ? TlsMode.VerifyFull : TlsMode.Prefer));
        var direct = reader.Choice("sslnegotiation", Negotiations, 0) == 1;
        if (!usesNetwork || asked == TlsMode.Disable)
        {
            return new(usesNetwork ? asked : TlsMode.Disable);
        }

        if (systemRoots && asked != TlsMode.VerifyFull)
        {
            Conflict("sslrootcert", "`sslrootcert=system` needs `sslmode=verify-full`", "any certificate of any public authority would do otherwise");
        }

        if (direct && asked < TlsMode.Require)
        {
            Conflict("sslnegotiation", "`sslnegotiation=direct` needs `sslmode=require` or stricter", "raise `sslmode`, or remove `sslnegotiation`");
        }

        var root = systemRoots ? null : options.Text("sslrootcert") ?? InHome("root.crt");
        var rootExists = root is not null && host.Find(root) is not null;
        if (asked >= TlsMode.VerifyCa && !systemRoots && !rootExists)
        {
            var origin = (options["sslrootcert"] ?? options["sslmode"])?.Origin;
            problems.Add(Problems.RootCertificateMissing(origin?.Span, root ?? "~/.postgresql/root.crt", options.Text("sslmode") ?? ""));
        }

        var mode = asked == TlsMode.Require && rootExists ? TlsMode.VerifyCa : asked;
        if (mode >= TlsMode.VerifyCa && InHome("root.crl") is { } revoked && host.Find(revoked) is not null)
        {
            problems.Add(Problems.RevocationListNotSupported(revoked));
        }

        return Client(new(mode)
        {
            RootCertificate = mode >= TlsMode.VerifyCa && !systemRoots ? root : null,
            SystemRoots = systemRoots,
            Direct = direct,
            MinimumProtocol = Protocols[reader.Choice("ssl_min_protocol_version", Protocols, 2)],
            MaximumProtocol = options.Text("ssl_max_protocol_version") is null ? null : Protocols[reader.Choice("ssl_max_protocol_version", Protocols, 3)],
        });
    }

    private TlsSettings Client(TlsSettings tls)
    {
        var certificate = options.Text("sslcert") ?? InHome("postgresql.crt");
        if (certificate is null || host.Find(certificate) is null)
        {
            // libpq too goes on without one; a server that wants it says so.
            return tls;
        }

        var key = options.Text("sslkey") ?? InHome("postgresql.key");
        var found = key is null ? null : host.Find(key);
        if (found is null || !found.IsPrivateToGroup)
        {
            problems.Add(found is null
                ? Problems.ClientKeyMissing(options["sslkey"]?.Origin.Span, certificate, key ?? "~/.postgresql/postgresql.key")
                : Problems.ClientKeyTooOpen(options["sslkey"]?.Origin.Span, key!, Convert.ToString((int)found.Mode, 8)));
            return tls;
        }

        var password = options["sslpassword"];
        return tls with
        {
            Certificate = certificate,
            Key = key,
            KeyPassword = password is null ? null : new Value.Secret($"sslpassword of {password.Origin.Name}", new Value.Text(password.Content)),
        };
    }

    private string? InHome(string name) => host.HomeDirectory is { } home ? $"{home}/.postgresql/{name}" : null;

    private void Conflict(string key, string message, string hint) =>
        problems.Add(Problems.ConnectionSettingsConflict(options[key]?.Origin.Span, message, hint));
}
