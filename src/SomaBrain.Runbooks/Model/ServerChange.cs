namespace SomaBrain.Runbooks.Model;

/// <summary>`changes`: what a step does to its server that the guard would else stop the run for.</summary>
[Flags]
public enum ServerChange
{
    None = 0,

    /// <summary>A standby becomes a primary, or the other way round.</summary>
    Recovery = 1,

    /// <summary>The run's own connections end: a restart, or everybody is thrown out.</summary>
    Session = 2,
}
