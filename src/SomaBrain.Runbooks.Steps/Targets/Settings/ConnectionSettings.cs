using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Targets.Libpq;

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

    /// <summary>A URI that psql would take, without a password; of several servers it leads to the same one.</summary>
    public string ToUri()
    {
        var inHost = Servers.All(server => !server.IsSocket && server.HostAddress is null);
        var host = inHost
            ? string.Join(',', Servers.Select(server => server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]:{server.Port}" : $"{Uri.EscapeDataString(server.Host)}:{server.Port}"))
            : "";
        List<string> query = inHost ? [] : [$"host={Joined(s => Uri.EscapeDataString(s.Host))}", $"port={Joined(s => $"{s.Port}")}"];
        if (Servers.Any(server => server.HostAddress is not null))
        {
            query.Add($"hostaddr={Joined(s => s.HostAddress ?? "")}");
        }

        if (Attributes != SessionAttributes.Any)
        {
            query.Add($"target_session_attrs={LibpqRules.Word(Attributes)}");
        }

        return $"postgresql://{Uri.EscapeDataString(User)}@{host}/{Uri.EscapeDataString(Database)}{(query.Count > 0 ? "?" : "")}{string.Join('&', query)}";

        string Joined(Func<ServerAddress, string> part) => string.Join(',', Servers.Select(part));
    }

    public override string ToString() => ToUri();
}
