using SomaBrain.Runbooks.Steps.Targets.Libpq;
using SomaBrain.Runbooks.Steps.Targets.Options;

namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>
/// Settings as a URI of libpq, for the journal, the screen and `targets.x.uri`. A run that goes on connects by it, maybe by
/// another operator's hand: what the server has to prove stands in it, and how the operator proves who they are does not
/// when the environment said so.
/// </summary>
internal static class ConnectionUri
{
    private const string RootKey = "sslrootcert";

    public static string Of(ConnectionSettings settings)
    {
        var servers = settings.Servers;
        var inHost = servers.All(server => !server.IsSocket && server.HostAddress is null);
        var host = inHost
            ? string.Join(',', servers.Select(server => server.Host.Contains(':', StringComparison.Ordinal) ? $"[{server.Host}]:{server.Port}" : $"{Escaped(server.Host)}:{server.Port}"))
            : "";
        List<string> query = inHost ? [] : [$"host={Joined(server => Escaped(server.Host))}", $"port={Joined(server => $"{server.Port}")}"];
        if (servers.Any(server => server.HostAddress is not null))
        {
            query.Add($"hostaddr={Joined(server => server.HostAddress ?? "")}");
        }

        if (settings.Attributes != SessionAttributes.Any)
        {
            query.Add($"target_session_attrs={LibpqRules.Word(settings.Attributes)}");
        }

        query.AddRange(servers.All(server => server.IsSocket) ? [] : Trusted(settings));
        query.AddRange(settings.Kept.Where(option => option.Key != RootKey && !IsOperators(option)).Select(option => $"{option.Key}={Readable(option.Content)}"));
        return $"postgresql://{Escaped(settings.User)}@{host}/{Escaped(settings.Database)}{(query.Count > 0 ? "?" : "")}{string.Join('&', query)}";

        string Joined(Func<ServerAddress, string> part) => string.Join(',', servers.Select(part));
    }

    /// <summary>As it holds: `require` that found a root certificate is `verify-ca`, also for whoever has none at home.</summary>
    private static IEnumerable<string> Trusted(ConnectionSettings settings)
    {
        var tls = settings.Tls;
        if (tls.Mode != TlsMode.Prefer)
        {
            yield return $"sslmode={TlsReader.Word(tls.Mode)}";
        }

        // One that was given and is not there keeps libpq from the one at home.
        if ((tls.SystemRoots ? "system" : tls.RootCertificate ?? settings.Kept.FirstOrDefault(option => option.Key == RootKey)?.Content) is { } root)
        {
            yield return $"{RootKey}={Readable(root)}";
        }
    }

    private static bool IsOperators(ConnectionOption option) =>
        option.Key is "sslcert" or "sslkey" or "passfile" && option.Origin.Name == ConnectionKeys.Find(option.Key)!.Variable;

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Readable(string text) => Escaped(text).Replace("%2F", "/", StringComparison.Ordinal);
}
