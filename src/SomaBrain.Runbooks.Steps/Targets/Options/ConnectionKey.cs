using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>A setting libpq knows.</summary>
/// <param name="Name">As it stands in a connection string.</param>
/// <param name="Variable">The environment variable that gives it when the string and the service do not.</param>
/// <param name="Support">What becomes of it here.</param>
/// <param name="Advice">For one that is refused: what to do instead.</param>
/// <param name="Harmless">Values of a refused key that ask for nothing.</param>
public sealed record ConnectionKey(string Name, string? Variable, KeySupport Support, string? Advice, ImmutableArray<string> Harmless)
{
    public bool IsSecret => Name is "password" or "sslpassword" or "oauth_client_secret" or "scram_client_key" or "scram_server_key";
}
