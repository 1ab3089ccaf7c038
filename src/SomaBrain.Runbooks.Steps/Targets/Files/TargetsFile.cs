using System.Collections.Immutable;

namespace SomaBrain.Runbooks.Steps.Targets.Files;

/// <summary>`runbook.targets.yaml`: the names a person may give servers.</summary>
/// <param name="Path">The file.</param>
/// <param name="Servers">In the order of the file.</param>
public sealed record TargetsFile(string Path, ImmutableArray<ServerEntry> Servers)
{
    public const string Name = "runbook.targets.yaml";

    /// <summary>`journal`: what proves the journals of these playbooks.</summary>
    public JournalSettings Journal { get; init; } = JournalSettings.None;

    public ServerEntry? this[string name] => Servers.FirstOrDefault(server => server.Name == name);
}
