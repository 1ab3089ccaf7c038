namespace SomaBrain.Runbooks.Steps.Targets.Settings;

/// <summary>libpq's `target_session_attrs`: which of several servers will do.</summary>
public enum SessionAttributes
{
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}
