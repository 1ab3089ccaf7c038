using SomaBrain.Runbooks.Model;
using SomaBrain.Runbooks.Steps.Targets.Options;
using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>A server that the targets file names.</summary>
/// <param name="Name">What `--target` calls it.</param>
/// <param name="Options">Its connection string.</param>
/// <param name="Span">Where its name stands.</param>
public sealed record ServerEntry(string Name, ConnectionOptions Options, SourceSpan Span)
{
    public PasswordSource? Password { get; init; }

    /// <summary>Whether harm done here is harm done; plans show what protects the way to it.</summary>
    public bool Production { get; init; }

    /// <summary>What the server must be, whatever a playbook asks for.</summary>
    public ServerRole Role { get; init; }

    public string? Help { get; init; }
}
