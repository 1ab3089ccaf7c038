namespace SomaBrain.Runbooks.Steps.Targets.Connecting;

/// <summary>How a connection is protected on its way, from worst to best.</summary>
public enum Protection
{
    Plain,
    PerhapsPlain,
    Unproven,
    AuthorityOnly,

    /// <summary>Encrypted, and the server's name proven.</summary>
    Verified,

    /// <summary>It does not leave the machine.</summary>
    Local,
}
