using SomaBrain.Runbooks.Steps.Targets.Settings;

namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>What a person who reads a plan should know of the way to a server.</summary>
/// <param name="Server">The server it is about.</param>
/// <param name="Protection">How the way is protected.</param>
/// <param name="Text">Lower case, no final period.</param>
public sealed record TransportNote(ServerAddress Server, Protection Protection, string Text)
{
    /// <summary>A note for each server that is reached over the network with less than `verify-full`.</summary>
    public static IEnumerable<TransportNote> For(ConnectionSettings settings) =>
        settings.Servers
            .Select(server => (Server: server, Protection: ProtectionOf(settings, server)))
            .Where(found => found.Protection < Protection.Verified)
            .Select(found => new TransportNote(found.Server, found.Protection, found.Protection switch
            {
                Protection.Plain => $"everything sent to {found.Server} can be read and changed on the way (`sslmode=disable`)",
                Protection.PerhapsPlain => $"what is sent to {found.Server} may go unencrypted, and nobody proves who answers (`sslmode={(settings.Tls.Mode == TlsMode.Allow ? "allow" : "prefer")}`)",
                Protection.Unproven => $"what is sent to {found.Server} is encrypted, but nobody proves who answers (`sslmode=require`)",
                _ => $"any server with a certificate of the authority can answer as {found.Server} (`sslmode=verify-ca`)",
            }));

    public static Protection ProtectionOf(ConnectionSettings settings, ServerAddress server) =>
        server.IsLocal ? Protection.Local : settings.Tls.Mode switch
        {
            TlsMode.Disable => Protection.Plain,
            TlsMode.Allow or TlsMode.Prefer => Protection.PerhapsPlain,
            TlsMode.Require => Protection.Unproven,
            TlsMode.VerifyCa => Protection.AuthorityOnly,
            _ => Protection.Verified,
        };
}
