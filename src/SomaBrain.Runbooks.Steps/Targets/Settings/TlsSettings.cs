using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>How a TCP connection is protected; a Unix socket never uses any of it.</summary>
/// <param name="Mode">What holds: `require` together with a root certificate is already <see cref="TlsMode.VerifyCa"/>, as in libpq.</param>
public sealed record TlsSettings(TlsMode Mode)
{
    /// <summary>PEM file of the trusted authorities; null when nothing is verified, or <see cref="SystemRoots"/>.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>`sslrootcert=system`: the authorities of the operating system.</summary>
    public bool SystemRoots { get; init; }

    /// <summary>PEM file of the client's own certificate.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of its private key.</summary>
    public string? Key { get; init; }

    public Value.Secret? KeyPassword { get; init; }

    /// <summary>`sslnegotiation=direct`: no question in plain text before the handshake (PostgreSQL 17).</summary>
    public bool Direct { get; init; }

    /// <summary>`TLSv1.2` or `TLSv1.3`.</summary>
    public string MinimumProtocol { get; init; } = "TLSv1.2";

    public string? MaximumProtocol { get; init; }
}
