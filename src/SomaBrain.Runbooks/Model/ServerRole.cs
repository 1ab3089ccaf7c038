namespace SomaBrain.Runbooks.Model;

/// <summary>What a target must be.</summary>
public enum ServerRole
{
    Any,

    /// <summary>Takes writes.</summary>
    Primary,

    /// <summary>In recovery.</summary>
    Standby,
}
