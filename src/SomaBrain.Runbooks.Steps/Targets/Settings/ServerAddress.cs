using System.Net;
using SomaBrain.Runbooks.Values;

namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>One place where a server may answer.</summary>
/// <param name="Host">A name, an address, or the directory of a Unix socket; empty when only <paramref name="HostAddress"/> is known.</param>
/// <param name="HostAddress">An IP address to go to without asking for the name.</param>
/// <param name="Port">Also the end of the socket's file name.</param>
/// <param name="Password">Known by the name of its source.</param>
public sealed record ServerAddress(string Host, string? HostAddress, int Port, Value.Secret? Password)
{
    public bool IsSocket => HostAddress is null && Host is ['/' or '@', ..];

    public string SocketPath => $"{Host}/.s.PGSQL.{Port}";

    /// <summary>Whether nothing leaves this machine.</summary>
    public bool IsLocal => IsSocket
        || (IPAddress.TryParse(HostAddress ?? Host, out var address) ? IPAddress.IsLoopback(address) : Host == "localhost" && HostAddress is null);

    /// <summary>As a person would name it: `db.example.com:5432`, `[::1]:5432`, `/tmp/.s.PGSQL.5432`.</summary>
    public override string ToString() =>
        IsSocket ? SocketPath
        : (Host.Length == 0 ? HostAddress! : Host) is var name && name.Contains(':', StringComparison.Ordinal) ? $"[{name}]:{Port}"
        : Host.Length > 0 && HostAddress is not null && HostAddress != Host ? $"{Host}:{Port} ({HostAddress})"
        : $"{name}:{Port}";
}
