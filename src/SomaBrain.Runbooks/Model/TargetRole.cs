namespace SomaBrain.Runbooks.Model;

/// <summary>What a server must be in its cluster.</summary>
public enum TargetRole
{
    Any,
    Primary,
    Standby,
}
