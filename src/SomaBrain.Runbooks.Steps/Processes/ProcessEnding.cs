namespace SomaBrain.Runbooks.Steps.Processes;

/// <summary>Who ended a child.</summary>
public enum ProcessEnding
{
    /// <summary>It ended by itself, or by a signal that was not ours.</summary>
    Ended,

    /// <summary>The stop was requested; whether the work was done is not known.</summary>
    Cancelled,

    /// <summary>It ran longer than its timeout; whether the work was done is not known.</summary>
    TimedOut,
}
