namespace SomaBrain.Runbooks.Model;

/// <summary>When the steps of a block run, seen from the step that holds it. Every analysis of the flow goes by it.</summary>
public enum BlockRole
{
    /// <summary>One of several: at most one of them runs.</summary>
    Arm,

    /// <summary>The one that runs when no <see cref="Arm"/> does.</summary>
    Otherwise,

    /// <summary>Runs.</summary>
    Body,

    /// <summary>Runs when something in the <see cref="Body"/> failed.</summary>
    Rescue,

    /// <summary>Runs after the others, however they ended.</summary>
    Always,

    /// <summary>Does not run in this run at all: the steps of an `undo`.</summary>
    Later,
}
