namespace SomaBrain.Runbooks.Steps.Targets.Options;

/// <summary>What becomes of a libpq setting here.</summary>
public enum KeySupport
{
    /// <summary>It does what it does in libpq.</summary>
    Honoured,

    /// <summary>It changes neither where the connection goes nor how safe it is: a warning where somebody wrote it.</summary>
    Ignored,

    /// <summary>Going on without it would be less safe, or something else, than was asked for: an error.</summary>
    Refused,
}
