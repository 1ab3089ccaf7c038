using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>
/// Every key of libpq up to version 18 (its manual, "Parameter Key Words" and "Environment Variables"), so that a known key
/// that cannot be honoured is told from a misspelt one.
/// </summary>
public static class ConnectionKeys
{
    public static ImmutableArray<ConnectionKey> All { get; } =
    [
        Honoured("host", "PGHOST"),
        Honoured("hostaddr", "PGHOSTADDR"),
        Honoured("port", "PGPORT"),
        Honoured("dbname", "PGDATABASE"),
        Honoured("user", "PGUSER"),
        Honoured("password", "PGPASSWORD"),
        Honoured("passfile", "PGPASSFILE"),
        Honoured("service", "PGSERVICE"),
        Honoured("servicefile", "PGSERVICEFILE"),
        Honoured("application_name", "PGAPPNAME"),
        Honoured("fallback_application_name", null),
        Honoured("connect_timeout", "PGCONNECT_TIMEOUT"),
        Honoured("options", "PGOPTIONS"),
        Honoured("target_session_attrs", "PGTARGETSESSIONATTRS"),
        Honoured("keepalives", null),
        Honoured("keepalives_idle", null),
        Honoured("keepalives_interval", null),
        Honoured("channel_binding", "PGCHANNELBINDING"),
        Honoured("require_auth", "PGREQUIREAUTH"),
        Honoured("sslmode", "PGSSLMODE"),
        Honoured("sslnegotiation", "PGSSLNEGOTIATION"),
        Honoured("sslrootcert", "PGSSLROOTCERT"),
        Honoured("sslcert", "PGSSLCERT"),
        Honoured("sslkey", "PGSSLKEY"),
        Honoured("sslpassword", null),
        Honoured("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION"),
        Honoured("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
        Ignored("client_encoding", "PGCLIENTENCODING"),
        Ignored("keepalives_count", null),
        Ignored("tcp_user_timeout", null),
        Ignored("sslcompression", "PGSSLCOMPRESSION"),
        Ignored("sslsni", "PGSSLSNI"),
        Ignored("sslkeylogfile", null),
        Ignored("krbsrvname", "PGKRBSRVNAME"),
        Ignored("gsslib", "PGGSSLIB"),
        Ignored("gssdelegation", "PGGSSDELEGATION"),
        Ignored("load_balance_hosts", "PGLOADBALANCEHOSTS"),
        Ignored("max_protocol_version", "PGMAXPROTOCOLVERSION"),
        Refused("sslcrl", "PGSSLCRL", "take revoked certificates out of the root certificate file instead"),
        Refused("sslcrldir", "PGSSLCRLDIR", "take revoked certificates out of the root certificate file instead"),
        Refused("sslcertmode", "PGSSLCERTMODE", "remove it; a client certificate is sent when `sslcert` names one", "allow"),
        Refused("requirepeer", "PGREQUIREPEER", "remove it, or prove the server with `sslmode=verify-full` over TCP"),
        Refused("gssencmode", "PGGSSENCMODE", "use `sslmode=verify-full` instead of Kerberos encryption", "disable", "prefer"),
        Refused("min_protocol_version", "PGMINPROTOCOLVERSION", "remove it; protocol 3.0 is spoken", "3.0"),
        Refused("replication", null, "use `pg_basebackup` or `pg_receivewal` in a `shell` step", "false", "off", "no", "0"),
        Refused("scram_client_key", null, "give the password instead"),
        Refused("scram_server_key", null, "give the password instead"),
        Refused("oauth_issuer", null, "use a role that logs in with a password or a certificate"),
        Refused("oauth_client_id", null, "use a role that logs in with a password or a certificate"),
        Refused("oauth_client_secret", null, "use a role that logs in with a password or a certificate"),
        Refused("oauth_scope", null, "use a role that logs in with a password or a certificate"),
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(key => key.Name)];

    public static ConnectionKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    private static ConnectionKey Honoured(string name, string? variable) => new(name, variable, KeySupport.Honoured, null, []);

    private static ConnectionKey Ignored(string name, string? variable) => new(name, variable, KeySupport.Ignored, null, []);

    private static ConnectionKey Refused(string name, string? variable, string advice, params ReadOnlySpan<string> harmless) =>
        new(name, variable, KeySupport.Refused, advice, [.. harmless]);
}
