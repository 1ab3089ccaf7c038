namespace SomaBrain.Runbooks.Journaling.Events;

public enum RunStatus
{
    Done,
    Failed,

    /// <summary>The operator said no.</summary>
    Aborted,

    /// <summary>An approver said no, or an approval expired.</summary>
    Rejected,

    /// <summary>A step is in doubt.</summary>
    InDoubt,

    /// <summary>The program itself was at fault.</summary>
    Broken,
}
