using SomaBrain.Runbooks.Text;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>A playbook's file as it was read, once: what is journaled is what runs.</summary>
/// <param name="Path">As the operator named it.</param>
internal sealed record LoadedPlaybook(string Path, Source Source, byte[] Bytes);
