namespace SomaBrain.Runbooks.Journaling.Events;

/// <summary>How an attempt of a step ended. A skipped step and a step in doubt have events of their own.</summary>
public enum StepStatus
{
    Ok,
    Warned,
    Failed,

    /// <summary>`done_when` was true before: nothing was done.</summary>
    AlreadyDone,

    /// <summary>Ended by the operator, nothing of it in effect.</summary>
    Cancelled,
}
