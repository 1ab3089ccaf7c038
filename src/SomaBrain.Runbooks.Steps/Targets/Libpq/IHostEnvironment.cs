namespace SomaBrain.Runbooks.Steps.Targets.Libpq;

/// <summary>What libpq would look at on this machine, so that a test can stand in another one.</summary>
public interface IHostEnvironment
{
    /// <summary>The login name; null when the system has none for this process.</summary>
    string? UserName { get; }

    string? HomeDirectory { get; }

    /// <summary>Null when it is not set; empty when it is set to nothing.</summary>
    string? Variable(string name);

    /// <summary>What stands at a path; null when nothing does, or it cannot be seen.</summary>
    HostFile? Find(string path);

    /// <summary>Whether the name is taken, be it by a link that leads nowhere.</summary>
    bool Has(string path);

    /// <summary>UTF-8 text; null when it cannot be read.</summary>
    string? ReadText(string path);
}
