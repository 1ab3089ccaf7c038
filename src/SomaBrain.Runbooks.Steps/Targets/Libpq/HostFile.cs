namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>A file of this machine.</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="IsPlain">False for a directory, socket or device.</param>
public sealed record HostFile(UnixFileMode Mode, bool IsPlain)
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode GroupChange = UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>Nobody but the owner may do anything with it.</summary>
    public bool IsPrivate => (Mode & (Others | GroupChange | UnixFileMode.GroupRead)) == 0;

    /// <summary>As <see cref="IsPrivate"/>, but a group may read it (a key of root's, handed to a service group).</summary>
    public bool IsPrivateToGroup => (Mode & (Others | GroupChange)) == 0;
}
