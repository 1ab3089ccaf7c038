using System.Collections.Immutable;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>Which of the options given another program needs to connect as we do: <see cref="ConnectionSettings.Kept"/>.</summary>
internal static class KeptOptions
{
    private static readonly string[] OfTls = ["sslrootcert", "sslnegotiation", "sslcert", "sslkey", "ssl_min_protocol_version", "ssl_max_protocol_version"];

    private static readonly string[] OfAll = ["passfile", "options", "connect_timeout", "channel_binding", "require_auth", "keepalives", "keepalives_idle", "keepalives_interval"];

    private static readonly string[] Paths = ["passfile", "sslcert", "sslkey", "sslrootcert"];

    public static ImmutableArray<ConnectionOption> Of(ConnectionOptions options, bool usesNetwork) =>
        [.. (usesNetwork ? OfTls.Concat(OfAll) : OfAll).Select(key => options[key]).OfType<ConnectionOption>().Where(option => option.Content.Length > 0)];

    /// <summary>A path counts from where we stand; a command, or the run that goes on, may stand elsewhere.</summary>
    public static ConnectionOptions WithWholePaths(ConnectionOptions options) => Paths
        .Select(key => options[key])
        .Where(option => option is { Content.Length: > 0 } and not { Key: "sslrootcert", Content: "system" })
        .Aggregate(options, (all, option) => all.With(option! with { Content = Whole(option.Content) }));

    private static string Whole(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (IOException)
        {
            return path; // we stand in a folder that was removed
        }
    }
}
