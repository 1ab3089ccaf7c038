using SomaBrain.Runbooks.Steps.Targets.Files;
using SomaBrain.Runbooks.Steps.Targets.Libpq;

namespace SomaBrain.Runbooks.Cli.Running;

/// <summary>The folder whose playbooks may call each other.</summary>
/// <param name="IsMarked">Something in it says so; else it is the one the playbook lies in.</param>
internal sealed record CallRoot(string Folder, bool IsMarked)
{
    /// <param name="playbook">The real path of a playbook.</param>
    public static CallRoot Of(string playbook) =>
        PlaybookRoot.Find(playbook, new MachineEnvironment()) is { } marked ? new(marked, true) : new(Path.GetDirectoryName(playbook)!, false);
}
