using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>Everything needed to connect, with nothing left to look up. Its text never holds a password.</summary>
public sealed record ConnectionSettings
{
    /// <summary>Tried in this order; never empty.</summary>
    public required ImmutableArray<ServerAddress> Servers { get; init; }

    public required string User { get; init; }

    public required string Database { get; init; }

    public required TlsSettings Tls { get; init; }

    public SessionAttributes Attributes { get; init; }

    public string? ApplicationName { get; init; }

    /// <summary>Command-line options for the server's session (`-c work_mem=1GB`).</summary>
    public string? StartupOptions { get; init; }

    /// <summary>For each server; null waits for ever. libpq waits for ever unless told; a runbook waits 10 seconds.</summary>
    public TimeSpan? ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public KeepAlive KeepAlive { get; init; } = new(true, null, null);

    /// <summary>`disable`, `prefer` or `require`.</summary>
    public string ChannelBinding { get; init; } = "prefer";

    /// <summary>libpq's `require_auth`: the ways to authenticate that will do; null when any.</summary>
    public string? RequireAuth { get; init; }

    /// <summary>The service that gave what is not from the string.</summary>
    public string? Service { get; init; }

    /// <summary>The password file that was looked up.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>
    /// What else was given and holds (`options`, `sslcert`, …), for whoever connects in our place: a command, or a run that goes
    /// on later. No secret, and nothing that another property says.
    /// </summary>
    public ImmutableArray<ConnectionOption> Kept { get; init; } = [];

    /// <summary>A URI that psql would take, without a password; it leads to the same place, and trusts nobody else.</summary>
    public string ToUri() => ConnectionUri.Of(this);

    public override string ToString() => ToUri();
}
