namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>Whether anything changed: the operator's first question after a failure.</summary>
public enum Changed
{
    None,
    Yes,

    /// <summary>Changed, and changed back completely.</summary>
    Undone,

    /// <summary>Nobody knows; needs verification.</summary>
    Unknown,
}
