namespace SomaBrain.Runbooks.Replaying;

/// <summary>In what a changed playbook goes another way than a recorded run.</summary>
public enum DivergenceKind
{
    /// <summary>A parameter has no recorded value, or the playbook refuses the recorded one.</summary>
    Parameter,

    /// <summary>A var comes to another value.</summary>
    Var,

    /// <summary>A step ran, and is not in the playbook any more or not reached.</summary>
    Missing,

    /// <summary>A step would run of which the journal has no result.</summary>
    Unrecorded,

    /// <summary>A step ran and would be skipped, or the other way round.</summary>
    Skipped,

    /// <summary>Another arm would be taken.</summary>
    Arm,

    /// <summary>Another statement, command, request or question would be sent, or with other values.</summary>
    Rendered,

    /// <summary>A step would end otherwise: a contract, an assert, a metric says something else about the same result.</summary>
    Outcome,

    /// <summary>Another undo would be remembered.</summary>
    Undo,

    /// <summary>The outputs of the playbook come to other values.</summary>
    Outputs,

    /// <summary>The run would end with another exit code.</summary>
    End,
}
