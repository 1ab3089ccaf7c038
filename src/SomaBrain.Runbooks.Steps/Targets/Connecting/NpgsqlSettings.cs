using Npgsql;
using SomaBrain.Runbooks.Steps.Targets.Settings;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>
/// Says to Npgsql what libpq would do. Everything Npgsql would otherwise look up by itself (environment, password file,
/// certificates) is given, so that only <see cref="ConnectionSettings"/> decides.
/// </summary>
public static class NpgsqlSettings
{
    /// <summary>The connection string for one of the settings' servers, without the password.</summary>
    public static string ToConnectionString(ConnectionSettings settings, ServerAddress server) => Builder(settings, server).ConnectionString;

    /// <summary>A source of unpooled connections to one of the settings' servers.</summary>
    public static NpgsqlDataSource DataSource(ConnectionSettings settings, ServerAddress server)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(ToConnectionString(settings, server));
        builder.ConnectionStringBuilder.Password = Text(server.Password);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        if (builder.ConnectionStringBuilder.SslMode != SslMode.Disable)
        {
            builder.ConnectionStringBuilder.SslPassword = Text(settings.Tls.KeyPassword);
            builder.EnableTransportSecurity();
            builder.UseSslClientAuthenticationOptionsCallback(options => TlsOptions.Apply(options, settings.Tls, server));
        }

        return builder.Build();
    }

    private static NpgsqlConnectionStringBuilder Builder(ConnectionSettings settings, ServerAddress server)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = server.HostAddress ?? server.Host,
            Port = server.Port,
            Username = settings.User,
            Database = settings.Database,
            Passfile = "/dev/null",
            ApplicationName = settings.ApplicationName ?? "runbook",
            ClientEncoding = "UTF8",
            Options = settings.StartupOptions ?? "",
            Timeout = settings.ConnectTimeout is { } timeout ? (int)Math.Clamp(timeout.TotalSeconds, 1, 1024) : 0,
            CommandTimeout = 0,
            CancellationTimeout = 2000,
            Pooling = false,
            Enlist = false,
            PersistSecurityInfo = false,
            IncludeErrorDetail = false,
            LogParameters = false,
            ChannelBinding = settings.ChannelBinding switch
            {
                "disable" => ChannelBinding.Disable,
                "require" => ChannelBinding.Require,
                _ => ChannelBinding.Prefer,
            },
            SslMode = server.IsSocket ? SslMode.Disable : Mode(settings.Tls),
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        // Npgsql alone would let in a server that asks for no password, and so proves nothing.
        if (settings.ChannelBinding == "require")
        {
            builder.RequireAuth = AuthenticationMethods.ToNpgsql(AuthenticationMethods.Scram);
        }
        else if (settings.RequireAuth is { } methods)
        {
            builder.RequireAuth = AuthenticationMethods.ToNpgsql(methods);
        }

        if (!server.IsSocket)
        {
            Network(builder, settings);
        }

        return builder;
    }

    private static void Network(NpgsqlConnectionStringBuilder builder, ConnectionSettings settings)
    {
        builder.TcpKeepAlive = settings.KeepAlive.On;
        if (settings.KeepAlive is { On: true, Idle: int idle and > 0 })
        {
            builder.TcpKeepAliveTime = idle;
            builder.TcpKeepAliveInterval = settings.KeepAlive.Interval ?? 0;
        }

        builder.SslNegotiation = settings.Tls.Direct ? SslNegotiation.Direct : SslNegotiation.Postgres;
        builder.RootCertificate = settings.Tls.RootCertificate;
        builder.SslCertificate = settings.Tls.Certificate;
        builder.SslKey = settings.Tls.Key;
    }

    private static SslMode Mode(TlsSettings tls) => tls.Mode switch
    {
        TlsMode.Disable => SslMode.Disable,
        TlsMode.Allow => SslMode.Allow,
        TlsMode.Prefer => SslMode.Prefer,
        TlsMode.Require => SslMode.Require,
        TlsMode.VerifyCa => SslMode.VerifyCA,

        // By itself Npgsql would trust `~/.postgresql/root.crt` instead, and it forbids a test of ours in its own strict mode.
        _ when tls.SystemRoots => SslMode.Require,
        _ => SslMode.VerifyFull,
    };

    private static string? Text(Value.Secret? secret) => (secret?.Inner as Value.Text)?.Content;
}
