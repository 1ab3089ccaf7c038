using System.Collections.Immutable;
using SomaBrain.Runbooks.Diagnostics;
using SomaBrain.Runbooks.Steps.Processes.Native;

namespace SomaBrain.Runbooks.Steps.Shell;

/// <summary>A command with its holes filled; or why not; or what will tell what is not known yet.</summary>
internal sealed record Command(
    ImmutableArray<string> Arguments,
    ImmutableArray<KeyValuePair<string, string>> Environment,
    string? WorkingDirectory,
    string? Stdin,
    string? Database,
    Description? Description,
    string? Until,
    Diagnostic? Problem)
{
    /// <summary>Whom it runs as; null: us.</summary>
    public OsUser? User { get; init; }

    public static Command Refused(Diagnostic problem) => new([], [], null, null, null, null, null, problem);
}
